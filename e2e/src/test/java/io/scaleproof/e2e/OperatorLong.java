package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A cluster that runs the Prometheus Operator: upstream's own programs and manifests, and a Prometheus that selects by a label, as
 * kube-prometheus-stack's does. The autoscaler goes by requests that this Prometheus counts.
 */
@TestMethodOrder(OrderAnnotation.class)
class OperatorLong {
    private static final int NODE_PORT = 30189;
    private static final String NAMESPACE = "scaleproof-operated";
    private static final String OPERATOR = "scaleproof-operator";
    private static final Duration BUILD = Duration.ofMinutes(30);
    private static final Duration QUICK = Duration.ofMinutes(5);
    /** The operator's reloader sees a new configuration when the kubelet next looks at what the pod mounts. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static String bundle;
    private static Stack stack;
    private static ForwardedPrometheus prometheus;

    @BeforeAll
    static void configure() throws IOException {
        assumeTrue(!"minikube".equals(System.getenv("SCALEPROOF_CLUSTER")), "minikube pulls the operator's images");
        type(BUILD, "cluster/monitoring-images");
        String said = type(BUILD, "cluster/monitoring-images operator");
        bundle = said.replaceAll("(?s).*its manifests, for the namespace default: (\\S+).*", "$1");
        stack = Stack.configured(
                "minikube",
                NAMESPACE,
                "nodePort " + NODE_PORT,
                "monitoring operator",
                "operatorLabels release=prometheus",
                "scaleOn cpu,requestsInFlight",
                "maxReplicas 4");
    }

    @AfterAll
    static void leaveNothing() throws IOException {
        if (stack == null) {
            return;
        }
        if (prometheus != null) {
            prometheus.close();
        }
        stack.close();
        // The kinds take their objects along, and these the pods; what the operator keeps of kubelets is nobody's.
        new Command(WorkingCopy.repository())
                .run(
                        QUICK,
                        "%s | kubectl delete --ignore-not-found --filename -; kubectl delete namespace %s --ignore-not-found;"
                                        .formatted(manifests(), OPERATOR)
                                + " kubectl delete clusterrole,clusterrolebinding --ignore-not-found %1$s-prometheus %1$s-kube-state-metrics;"
                                        .formatted(OPERATOR)
                                + " kubectl --namespace kube-system delete service,endpoints --ignore-not-found kubelet");
    }

    @Test
    @Order(1)
    void aClusterWithoutTheOperatorIsToldWhatToTypeBeforeAnythingIsCreated() {
        stack.set("prometheusUrl http://192.0.2.1:9090");

        // The program's first build, in a copy that is as bare as a fresh clone.
        assertThat(stack.command()
                        .run(BUILD, "pulumi preview --stack " + stack.name())
                        .output())
                .contains("pulumi config set monitoring install");
        assertThat(type(QUICK, "kubectl get namespaces --output name")).doesNotContain(NAMESPACE);
    }

    @Test
    @Order(2)
    void theOperatorsPrometheusScrapesThePodsAndTheAutoscalerGoesByIt() throws Exception {
        type(QUICK, "kubectl create namespace %s && %s | kubectl create --filename -".formatted(OPERATOR, manifests()));
        type(
                QUICK,
                "kubectl get crd --output name | grep monitoring.coreos.com | xargs kubectl wait --for=condition=Established --timeout=2m");
        inOperatorsNamespace("rollout status deployment/prometheus-operator --timeout=2m");
        Path file =
                Files.writeString(Files.createTempFile("scaleproof-operated", ".yaml"), prometheusAndItsNeighbours());
        type(QUICK, "kubectl create --filename '%s'".formatted(file));
        Files.delete(file);
        inOperatorsNamespace("wait prometheus/operated --for=condition=Available --timeout=3m");
        prometheus = ForwardedPrometheus.by(
                "kubectl --namespace %s port-forward service/prometheus 9090".formatted(OPERATOR));

        stack.set("prometheusUrl http://%s:9090"
                .formatted(inOperatorsNamespace("get service prometheus --output jsonpath={.spec.clusterIP}")));
        stack.up().ok();

        List<JsonNode> targets = prometheus
                .get("/api/v1/targets?state=active")
                .at("/data/activeTargets")
                .valueStream()
                .filter(target ->
                        target.at("/scrapePool").asText().equals("podMonitor/%s/scaleproof/0".formatted(NAMESPACE)))
                .toList();
        assertThat(targets).isNotEmpty().allSatisfy(target -> {
            assertThat(target.at("/health").asText()).as(target.toString()).isEqualTo("up");
            assertThat(target.at("/scrapeInterval").asText()).isEqualTo("2s");
        });
        assertThat(stack.kubectl("get hpa scaleproof --output jsonpath={.status.currentMetrics[*].pods.metric.name}"))
                .isEqualTo("http_requests_in_flight");
    }

    @Test
    @Order(3)
    void everyRuleIsLoadedAndEvaluatedWithoutAnError() {
        String file = Command.read(
                stack.copy().folder().resolve("infra/src/main/resources/io/scaleproof/infra/monitoring/rules.yml"));
        List<String> written = Pattern.compile("(?m)^ +- (?:alert|record): (\\S+)$")
                .matcher(file)
                .results()
                .map(found -> found.group(1))
                .toList();

        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            List<JsonNode> rules = prometheus
                    .get("/api/v1/rules")
                    .at("/data/groups")
                    .valueStream()
                    .flatMap(group -> group.get("rules").valueStream())
                    .toList();
            // Groups come by their files there.
            assertThat(rules)
                    .extracting(rule -> rule.at("/name").asText())
                    .containsExactlyInAnyOrderElementsOf(written);
            assertThat(rules).extracting(rule -> rule.at("/health").asText()).containsOnly("ok");
        });
        assertThat(written).hasSizeGreaterThan(10);
    }

    @Test
    @Order(4)
    void everyPanelHasFiguresWhileThereIsLoad() throws Exception {
        Panels panels = Panels.of(stack, "2m");
        try (HttpClient http = HttpClient.newHttpClient()) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/load?millis=30".formatted(NODE_PORT)))
                                .build(),
                        BodyHandlers.discarding());
                panels.ask(prometheus);
                assertThat(panels.silent()).allMatch(OperatorLong::isOfAnotherMetricOrARun);
            });
        }
    }

    @Test
    @Order(5)
    void destroyLeavesNothing() {
        stack.command()
                .run(Duration.ofMinutes(10), "pulumi destroy --yes --skip-preview --stack " + stack.name())
                .ok();

        assertThat(type(
                                QUICK,
                                "kubectl get namespaces,clusterroles,clusterrolebindings,apiservices --output name;"
                                        + " kubectl get podmonitors,prometheusrules --all-namespaces --output name;"
                                        + " kubectl --namespace kube-system get rolebindings --output name")
                        .lines())
                .noneMatch(name -> name.contains(NAMESPACE))
                .noneMatch(name -> name.contains("custom.metrics.k8s.io"))
                .noneMatch(name -> name.endsWith("/scaleproof"));
    }

    private static boolean isOfAnotherMetricOrARun(String query) {
        return query.contains("metric_name=\"http_requests_per_second\"") || query.contains("scaleproof_run_");
    }

    /** Upstream's own, in a namespace of the test's. */
    private static String manifests() {
        return "sed 's/namespace: default/namespace: %s/' '%s'".formatted(OPERATOR, bundle);
    }

    /** With the images that the stack would install. */
    private static String prometheusAndItsNeighbours() throws IOException {
        String image = image("prometheusImage");
        try (InputStream manifest = OperatorLong.class.getResourceAsStream("operated-monitoring.yaml")) {
            return new String(manifest.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@NAMESPACE@", OPERATOR)
                    .replace("@PROMETHEUS_IMAGE@", image)
                    .replace("@PROMETHEUS_VERSION@", image.replaceFirst(".*:", ""))
                    .replace("@KUBE_STATE_METRICS_IMAGE@", image("kubeStateMetricsImage"));
        }
    }

    /** By the table of all settings. */
    private static String image(String setting) {
        return Command.read(WorkingCopy.repository().resolve("docs/configuration.md"))
                .lines()
                .filter(line -> line.startsWith("| `%s` |".formatted(setting)))
                .map(line -> line.split("`", -1)[3])
                .findFirst()
                .orElseThrow();
    }

    private static String inOperatorsNamespace(String arguments) {
        return type(QUICK.plusMinutes(1), "kubectl --namespace %s %s".formatted(OPERATOR, arguments))
                .strip();
    }

    private static String type(Duration limit, String line) {
        return new Command(WorkingCopy.repository()).run(limit, line).ok().output();
    }
}
