package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The load test's traffic by way of an ingress controller, with TLS: an Ingress with a certificate of its own, and a route of
 * the Gateway API. By each, more than 20,000 requests while pods come, are replaced and go. Nothing between retries any.
 */
class IngressLong {
    private static final String INGRESS = "projectcontour";
    private static final String INGRESS_HOST = "shop.scaleproof.example";
    private static final String ROUTE_HOST = "route.scaleproof.example";
    private static final int REQUESTS = 20_000;
    private static final Duration RUN = Duration.ofMinutes(20);
    private static final Duration CHANGE = Duration.ofMinutes(3);

    private static Stack stack;
    private static Path folder;
    private static String address;
    private static IngressController controller;

    @BeforeAll
    static void deployBehindAnIngressAndAGateway() throws IOException {
        assumeTrue(
                !"minikube".equals(System.getenv("SCALEPROOF_CLUSTER")), "minikube has ingress controllers of its own");
        controller = IngressController.found();
        controller.up();
        folder = Files.createTempDirectory("scaleproof-ingress");
        try (InputStream plan = IngressLong.class.getResourceAsStream("ingress-plan.yaml")) {
            Files.copy(plan, folder.resolve("plan.yaml"));
        }
        stack = Stack.configured(
                "minikube",
                "scaleproof-ingress-e2e",
                "serviceType ClusterIP",
                "maxReplicas 4",
                "ingressHost " + INGRESS_HOST,
                "ingressClass contour",
                "ingressTlsSecret shop-certificate",
                "gateway contour",
                "gatewayNamespace " + INGRESS,
                "gatewayHost " + ROUTE_HOST);
        stack.up().ok();
        certify();
        stack.kubectl(
                "create secret tls shop-certificate --cert='%1$s/shop.crt' --key='%1$s/shop.key'".formatted(folder));
        address = stack.ingressAddress();
        stack.packageLoadTest();
    }

    /** A certificate of the shop's own authority, which nobody else knows. */
    private static void certify() {
        stack.type(
                        ("cd '%1$s' && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=owner"
                                        + " -keyout ca.key -out ca.pem"
                                        + " && openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=%2$s"
                                        + " -keyout shop.key -out shop.csr && printf subjectAltName=DNS:%2$s >names"
                                        + " && openssl x509 -req -in shop.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
                                        + " -extfile names -out shop.crt")
                                .formatted(folder, INGRESS_HOST))
                .ok();
    }

    @AfterAll
    static void leaveNothing() {
        if (stack != null) {
            stack.close();
            type("rm -rf '" + folder + "'");
        }
        if (controller != null) {
            controller.close();
        }
    }

    @Test
    void anIngressLosesNoRequestThroughScaleOutRolloutAndScaleIn() throws Exception {
        long before = byEnvoy("upstream_rq_total");
        Process run = prove(INGRESS_HOST, folder.resolve("ca.pem").toString(), "ingress");
        try {
            changeEverythingUnder(run, "ingress");

            int requests = assertNothingWasLost("ingress");
            assertThat(byEnvoy("upstream_rq_total") - before)
                    .as("requests that Envoy passed on")
                    .isGreaterThanOrEqualTo(requests);
            assertThat(byEnvoy("upstream_rq_retry"))
                    .as("requests that Envoy sent again")
                    .isZero();
        } finally {
            Command.end(run);
        }
    }

    @Test
    void aRouteOfAGatewayLosesNoRequestEither_evenWhileEnvoyIsReplaced() throws Exception {
        String authority = type("ls \"${KUBECONFIG%/*}/pki/ca.crt\"").strip();
        Process run = prove(ROUTE_HOST, authority, "route");
        try {
            awaitStage("noon", "route");
            type(
                    "kubectl --namespace %1$s rollout restart deployment/envoy && kubectl --namespace %1$s rollout status deployment/envoy --timeout=3m"
                            .formatted(INGRESS));
            changeEverythingUnder(run, "route");

            assertNothingWasLost("route");
        } finally {
            Command.end(run);
        }
    }

    /** At the full rate: pods by the autoscaler's own decision, all of them replaced, half of them taken away. */
    private static void changeEverythingUnder(Process run, String name) throws Exception {
        awaitStage("noon", name);
        awaitPods(4);
        stack.kubectl("rollout restart deployment/scaleproof");
        stack.kubectl("rollout status deployment/scaleproof --timeout=3m");
        // A maximum below the number of pods is followed at the autoscaler's next look, whatever the load.
        limit(2);
        awaitPods(2);
        assertThat(output(name)).as("taken away while the load lasted").doesNotContain(" evening ");
        limit(4);
        assertThat(run.waitFor(RUN.toMinutes(), TimeUnit.MINUTES)).as("ends").isTrue();
    }

    private static void limit(int pods) {
        stack.kubectl("patch hpa scaleproof --patch '{\"spec\":{\"maxReplicas\":%d}}'".formatted(pods));
    }

    private static void awaitPods(int pods) {
        await().atMost(CHANGE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> stack.kubectl(
                                "get deployment scaleproof -o jsonpath={.spec.replicas}/{.status.replicas}/{.status.readyReplicas}")
                        .equals("%1$d/%1$d/%1$d".formatted(pods)));
    }

    private static void awaitStage(String stage, String name) {
        await().atMost(CHANGE).until(() -> output(name).contains(" " + stage + " "));
    }

    /** @return how many requests there were */
    private static int assertNothingWasLost(String name) throws IOException {
        JsonNode ledger = StackCopy.parse(Files.readString(folder.resolve(name).resolve("report.json")))
                .get("ledger");
        int requests = ledger.get("requests").asInt();
        System.out.printf(
                "%s: %,d requests, %d failed%n",
                name, requests, ledger.get("failed").asInt());
        assertThat(ledger.get("failed").asInt()).as(output(name)).isZero();
        assertThat(requests).as(output(name)).isGreaterThan(REQUESTS);
        return requests;
    }

    /** What Envoy has counted of requests to the service. */
    private static long byEnvoy(String metric) {
        String pod = type("kubectl --namespace " + INGRESS
                + " get pods --selector app=envoy --output jsonpath={.items[0].metadata.name}");
        return type("kubectl get --raw /api/v1/namespaces/%s/pods/%s:8002/proxy/stats/prometheus"
                        .formatted(INGRESS, pod.strip()))
                .lines()
                .filter(line -> line.startsWith("envoy_cluster_" + metric + "{") && line.contains(stack.namespace()))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static Process prove(String host, String authority, String name) throws IOException {
        return stack.command()
                .start(
                        stack.prove(folder.resolve("plan.yaml"), folder.resolve(name))
                                + " --url https://%s --header 'Host: %s' --ca '%s'".formatted(address, host, authority),
                        folder.resolve(name + ".txt"));
    }

    private static String output(String name) {
        return Command.read(folder.resolve(name + ".txt"));
    }

    private static String type(String line) {
        return new Command(WorkingCopy.repository()).run(RUN, line).ok().output();
    }
}
