package io.scaleproof.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A cluster that has its own Prometheus Adapter, and then its own KEDA: both by upstream's manifests. The autoscaler goes by CPU,
 * requests in flight and latency, and a run that looks at it replays what it decided. A quarter of an hour once KEDA is built.
 */
@TestMethodOrder(OrderAnnotation.class)
class PresentAdaptersLong {
    private static final String NAMESPACE = "scaleproof-present";
    private static final Duration BUILD = Duration.ofMinutes(40);
    private static final int FAILED = 1;
    private static final Duration QUICK = Duration.ofMinutes(5);
    private static final Duration RUN = Duration.ofMinutes(9);

    private static Stack stack;
    private static Path folder;

    @BeforeAll
    static void configure() throws IOException {
        assumeTrue(!"minikube".equals(System.getenv("SCALEPROOF_CLUSTER")), "minikube pulls upstream's images");
        assertThat(type(QUICK, "kubectl get namespaces monitoring keda --ignore-not-found --output name"))
                .as("somebody's, which this test would take down")
                .isEmpty();
        type(BUILD, "cluster/monitoring-images && cluster/monitoring-images keda");
        folder = Files.createTempDirectory("scaleproof-present");
        stack = Stack.configured(
                "minikube",
                NAMESPACE,
                "nodePort 30187",
                "monitoring install",
                "scaleOn cpu,requestsInFlight,latency",
                "metricsAdapter present",
                "scaleDownWindowSeconds 15",
                "maxReplicas 5");
        stack.packageLoadTest();
    }

    @AfterAll
    static void leaveNothing() {
        if (stack == null) {
            return; // nothing was installed, and what there is under these names is somebody's
        }
        stack.close();
        run(QUICK, installed("adapter", "delete --ignore-not-found --timeout=1m"));
        run(QUICK, installed("keda", "delete --ignore-not-found --timeout=1m"));
        run(QUICK, "rm -rf '" + folder + "'");
    }

    @Test
    @Order(1)
    void withoutAnAdapterTheUpdateEndsBeforeTheAutoscalerIsToldAndSaysWhatTheAdapterHasToKnow() {
        assertThat(stack.up().ended(FAILED).output())
                .contains("so the autoscaler would be blind", "docs/adapter-rules.yml", "pulumi config rm scaleOn");
        assertThat(stack.kubectl("get hpa --output name")).isEmpty();
    }

    @Test
    @Order(2)
    void byTheClustersOwnAdapterAndTheDocumentedRulesTheAutoscalerGoesByRequestsAndTheirLatency() throws IOException {
        type(QUICK, installed("adapter", "create"));
        type(QUICK, "kubectl --namespace monitoring rollout status deployment/prometheus-adapter --timeout=2m");
        stack.up().ok();

        assertThat(stack.kubectl("get hpa scaleproof --output jsonpath={.spec.metrics[*].type}"))
                .isEqualTo("Resource Pods Object");
        assertSurgeIsFollowed("present");
    }

    @Test
    @Order(3)
    void withoutKedaTheUpdateSaysHowToHaveIt() {
        stack.set("metricsAdapter kedaPresent");

        assertThat(stack.up().ended(FAILED).output()).contains("pulumi config set metricsAdapter keda");
        assertThat(stack.kubectl("get hpa --output name"))
                .as("the autoscaler that was there")
                .isEqualTo("horizontalpodautoscaler.autoscaling/scaleproof");
    }

    @Test
    @Order(4)
    void byTheClustersOwnKedaItGoesByThemToo() throws IOException {
        type(QUICK, installed("keda", "apply --server-side"));
        String operator =
                type(QUICK, "kubectl --namespace keda get service keda-operator --output jsonpath={.spec.clusterIP}");
        // The stand-in has no DNS; the certificate is of the name.
        type(QUICK, """
                kubectl --namespace keda patch deployment keda-metrics-apiserver --type json --patch '[
                {"op": "add", "path": "/spec/template/spec/containers/0/args/-", "value": "--metrics-service-address=%s:9666"},
                {"op": "add", "path": "/spec/template/spec/containers/0/args/-", "value": "--metrics-service-grpc-authority=keda-operator.keda.svc"}]'""".formatted(operator.strip()));
        for (String deployment : List.of("keda-operator", "keda-admission", "keda-metrics-apiserver")) {
            type(QUICK, "kubectl --namespace keda rollout status deployment/%s --timeout=3m".formatted(deployment));
        }
        stack.up().ok();

        assertThat(stack.kubectl("get hpa keda-hpa-scaleproof --output jsonpath={.spec.metrics[*].type}")
                        .split(" "))
                .containsExactlyInAnyOrder("Resource", "External", "External");
        assertSurgeIsFollowed("keda");
    }

    @Test
    @Order(5)
    void destroyLeavesWhatIsTheClusters() {
        stack.command()
                .run(Duration.ofMinutes(10), "pulumi destroy --yes --skip-preview --stack " + stack.name())
                .ok();

        assertThat(type(QUICK, "kubectl get namespaces,apiservices,crd --output name")
                        .lines())
                .noneMatch(name -> name.contains(NAMESPACE))
                .contains(
                        "apiservice.apiregistration.k8s.io/v1beta1.custom.metrics.k8s.io",
                        "apiservice.apiregistration.k8s.io/v1beta1.external.metrics.k8s.io",
                        "customresourcedefinition.apiextensions.k8s.io/scaledobjects.keda.sh");
    }

    /** Pods come for a surge, by decisions that the replay makes, too, and go again. */
    private static void assertSurgeIsFollowed(String by) throws IOException {
        Path plan = folder.resolve("plan.yaml");
        try (InputStream text = PresentAdaptersLong.class.getResourceAsStream("surges-plan.yaml")) {
            Files.writeString(plan, new String(text.readAllBytes(), UTF_8).replace("@BASELINE@", "20"));
        }
        Path into = folder.resolve(by);
        Command.Result run = stack.command().run(RUN, stack.prove(plan, into));
        System.out.println(run.output());

        JsonNode report = StackCopy.parse(Command.read(into.resolve("report.json")));
        List<JsonNode> replayed = Replayed.in(report);
        List<JsonNode> apart = Replayed.apart(replayed);
        System.out.printf("%s: replayed %d syncs, %d agree%n", by, replayed.size(), replayed.size() - apart.size());
        assertThat(replayed).hasSizeGreaterThan(5);
        assertThat(apart.size()).as("%s", apart).isLessThanOrEqualTo(replayed.size() / 100);
        // How many depends on what a request costs in pods that have just started; that they come does not.
        assertThat(report.get("deployments")
                        .valueStream()
                        .mapToInt(sample -> sample.get("wanted").asInt()))
                .as("pods that were wanted")
                .anyMatch(wanted -> wanted > 1);
        await().atMost(QUICK)
                .until(() -> stack.kubectl("get deployment scaleproof --output jsonpath={.spec.replicas}")
                        .equals("1"));
    }

    /** A line that does {@code verb} with the objects of an upstream. */
    private static String installed(String whose, String verb) {
        return "e2e/src/test/resources/io/scaleproof/e2e/present/%s '%s' %s | kubectl %s --filename -"
                .formatted(whose, WorkingCopy.repository(), NAMESPACE, verb);
    }

    private static String type(Duration limit, String line) {
        return run(limit, "set -o pipefail; " + line).ok().output();
    }

    private static Command.Result run(Duration limit, String line) {
        return new Command(WorkingCopy.repository()).run(limit, line);
    }
}
