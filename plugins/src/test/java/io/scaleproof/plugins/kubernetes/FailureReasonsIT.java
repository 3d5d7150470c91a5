package io.scaleproof.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.PluginClient;
import io.scaleproof.plugins.PluginClient.State;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why pods do not start, as a real scheduler, a real kubelet and a real container runtime put it. Skipped, and reported so,
 * without a cluster: the words of all of them cannot be made up. Each is known long before the ten minutes that the plugin
 * would wait at most.
 */
@Timeout(300)
class FailureReasonsIT {
    private static final String NAMESPACE = "scaleproof-reasons";
    private static final String NAMESPACE_URN = PluginClient.urn("kubernetes:core/v1:Namespace", NAMESPACE);

    private static PluginClient plugin;
    private static State namespace;
    private static final Map<String, CompletableFuture<State>> attempts = new HashMap<>();

    @BeforeAll
    static void prepare() {
        assumeTrue(System.getenv("SCALEPROOF_CLUSTER") != null, "no cluster: SCALEPROOF_CLUSTER is not set");
        ObjectNode configuration = Json.object().put("context", "minikube");
        plugin = new PluginClient(KubernetesPlugin::new).configured(configuration);
        namespace = plugin.create(NAMESPACE_URN, Json.parse("""
                {"metadata": {"name": "%s", "labels": {"pod-security.kubernetes.io/enforce": "baseline"}}}
                """.formatted(NAMESPACE)));
        var server = new ApiServer(ClusterConfig.of(configuration).client());
        // All at once, as the time they take is the cluster's.
        attempt("unpullable", "{\"name\": \"web\", \"image\": \"127.0.0.1:9/missing:1\"}");
        attempt(
                "absent",
                "{\"name\": \"web\", \"image\": \"scaleproof-service:absent\", \"imagePullPolicy\": \"Never\"}");
        // Without a probe a container that crashes is ready for a moment, which Kubernetes takes for a rollout that
        // succeeded.
        attempt("crashing", """
                {"name": "web", "image": "%s", "imagePullPolicy": "IfNotPresent", "args": ["--no-such-flag"],
                 "startupProbe": {"tcpSocket": {"port": 1}, "periodSeconds": 1, "failureThreshold": 60}}
                """.formatted(metricsServersImage(server)));
        attempt("enormous", """
                {"name": "web", "image": "web", "resources": {"requests": {"cpu": "4000"}}}
                """);
        attempt("forbidden", """
                {"name": "web", "image": "web", "ports": [{"containerPort": 80, "hostPort": 80}]}
                """);
    }

    /** The one image that nodes have for certain: the tests cannot go on without metrics-server anyway. */
    private static String metricsServersImage(ApiServer server) {
        JsonNode pods = server.get(
                        "/api/v1/namespaces/kube-system/pods", Map.of("labelSelector", "k8s-app=metrics-server"))
                .path("items");
        return pods.path(0)
                .path("spec")
                .path("containers")
                .path(0)
                .path("image")
                .asString();
    }

    @AfterAll
    static void leaveNothing() {
        if (plugin != null) {
            plugin.delete(namespace);
            plugin.close();
        }
    }

    private static ObjectNode deployment(String name, String container) {
        return Json.parse("""
                {"metadata": {"name": "%s", "namespace": "%s"},
                 "spec": {"selector": {"matchLabels": {"app": "%s"}},
                  "template": {"metadata": {"labels": {"app": "%s"}},
                   "spec": {"terminationGracePeriodSeconds": 0, "containers": [%s]}}}}
                """.formatted(name, NAMESPACE, name, name, container));
    }

    private static void attempt(String name, String container) {
        attempts.put(
                name,
                CompletableFuture.supplyAsync(
                        () -> plugin.create(
                                PluginClient.urn("kubernetes:apps/v1:Deployment", name), deployment(name, container)),
                        task -> Thread.ofVirtual().start(task)));
    }

    private static Throwable failureOf(String name) {
        return catchThrowable(() -> attempts.get(name).get()).getCause();
    }

    @Test
    void anImageThatCannotBePulledIsTheReason() {
        assertThat(failureOf("unpullable"))
                .hasMessageContaining("Deployment scaleproof-reasons/unpullable is not ready: pod unpullable-")
                .hasMessageContaining(
                        "container web: ImagePullBackOff: Back-off pulling image \"127.0.0.1:9/missing:1\"");
    }

    @Test
    void anImageThatTheNodeMustHaveAndLacksIsTheReason() {
        assertThat(failureOf("absent"))
                .hasMessageContaining("container web: ErrImageNeverPull: ")
                .hasMessageContaining("scaleproof-service:absent");
    }

    @Test
    void aContainerThatKeepsCrashingIsTheReasonTogetherWithItsLastLogLines() {
        assertThat(failureOf("crashing"))
                .hasMessageContaining("container web: CrashLoopBackOff: ")
                .hasMessageContaining("(Error, exit code 2); its last log lines:\n    ")
                .hasMessageContaining("unknown flag: --no-such-flag");
    }

    @Test
    void aPodThatFitsNowhereIsTheReasonInTheSchedulersWords() {
        assertThat(failureOf("enormous"))
                .hasMessageContaining("pod enormous-")
                .hasMessageContaining("Unschedulable: 0/1 nodes are available: 1 Insufficient cpu");
    }

    @Test
    void aPodThatTheNamespaceForbidsIsTheReason() {
        assertThat(failureOf("forbidden"))
                .hasMessageContaining("pods cannot be created: ")
                .hasMessageContaining("violates PodSecurity \"baseline");
    }
}
