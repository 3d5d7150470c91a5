package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The stacks for managed clouds with their settings as they are, but for what names the cloud: context, registry and, as
 * the cluster has one, metrics-server. The image comes from a registry by its digest. One node
 * stands for the zones, and the test plays the load balancer's controller.
 */
class CloudStacksLong {
    /** The Gateway API's definitions, as its project publishes them. */
    private static final String GATEWAY_API = "sigs.k8s.io/gateway-api@v1.3.0";

    private static LocalRegistry registry;

    @BeforeAll
    static void startRegistry() throws Exception {
        assumeTrue(
                new Command(Path.of("."))
                                .run(Duration.ofMinutes(1), "command -v docker-registry")
                                .status()
                        == 0,
                "no docker-registry on PATH: apt-get install docker-registry");
        registry = LocalRegistry.start();
    }

    @AfterAll
    static void stopRegistry() {
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void eksRunsByDigestBehindItsLoadBalancer() throws Exception {
        try (Stack eks = configured("eks", "scaleproof-eks", "metricsServer check")) {
            CompletableFuture<Command.Result> up = CompletableFuture.supplyAsync(eks::up);
            playLoadBalancer(eks, up);

            assertThat(up.get().ok().output()).doesNotContainIgnoringCase("warning");
            assertRunsByDigest(eks);
            assertThat(eks.type("pulumi stack output url --stack eks")
                            .ok()
                            .output()
                            .strip())
                    .isEqualTo("http://lb.example/");
        }
    }

    @Test
    void gkeRunsByDigestBehindItsIngressAndAGatewaysRoute() throws Exception {
        defineGatewayApi();
        try (Stack gke = configured("gke", "scaleproof-gke", "gateway edge")) {
            assertThat(gke.up().ok().output()).doesNotContainIgnoringCase("warning");

            assertRunsByDigest(gke);
            assertThat(gke.kubectl("get ingress scaleproof -o jsonpath={.spec.rules[0].host}"))
                    .isEqualTo("scaleproof.example.com");
            assertThat(gke.kubectl("get httproute scaleproof -o jsonpath={.spec.parentRefs[0].name}"))
                    .isEqualTo("edge");
            assertThat(gke.up().ok().output()).doesNotContain("created", "updated", "replaced", "deleted");
        }
    }

    private static Stack configured(String name, String namespace, String ownSetting) throws Exception {
        Stack stack = Stack.configured(
                name,
                namespace,
                "kubernetes:context minikube",
                "imageRegistry " + registry.address() + "/team",
                // Two pods that fit beside what else runs on the one node.
                "cpuRequest 50m",
                ownSetting);
        // An image of its own: a kubelet that has pulled one hides the same one, as it was loaded, from other pods.
        stack.type("printf 'LABEL pulled=true\\n' >> service/Dockerfile && git commit --quiet --all --message labelled")
                .ok();
        return stack;
    }

    private static void assertRunsByDigest(Stack stack) {
        String image = stack.kubectl("get deployment scaleproof -o jsonpath={.spec.template.spec.containers[0].image}");

        assertThat(image).startsWith(registry.address() + "/team/scaleproof-service@sha256:");
        assertThat(registry.answers("/v2/team/scaleproof-service/manifests/" + image.substring(image.indexOf('@') + 1)))
                .isTrue();
        // Two, because the autoscaler says so, in its own time.
        await().atMost(Duration.ofMinutes(5))
                .until(() ->
                        Integer.parseInt(stack.kubectl("get deployment scaleproof -o jsonpath={.status.readyReplicas}"))
                                >= 2);
    }

    /** The definitions stay: they are the cluster's, and somebody may use them. */
    private static void defineGatewayApi() {
        new Command(Path.of("/tmp"))
                .run(
                        Duration.ofMinutes(2),
                        "folder=$(GOFLAGS=-mod=mod go mod download -json " + GATEWAY_API
                                + " | sed -n 's/.*\"Dir\": \"\\(.*\\)\".*/\\1/p') && kubectl apply --server-side -f"
                                + " \"$folder/config/crd/standard\" && kubectl wait --for=condition=Established"
                                + " crd/httproutes.gateway.networking.k8s.io --timeout=30s")
                .ok();
    }

    private static void playLoadBalancer(Stack stack, Future<?> up) {
        await().atMost(Duration.ofMinutes(15))
                .failFast("the update ended", up::isDone)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> stack.type(
                                        "kubectl --namespace " + stack.namespace()
                                                + " patch service scaleproof --subresource=status --patch"
                                                + " '{\"status\":{\"loadBalancer\":{\"ingress\":[{\"hostname\":\"lb.example\"}]}}}'")
                                .status()
                        == 0);
    }
}
