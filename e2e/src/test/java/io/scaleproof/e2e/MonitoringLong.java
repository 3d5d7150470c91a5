package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Prometheus, its rules and the dashboards on a real cluster: what is shown under load, and what is told of faults that are planted.
 * Takes half an hour, most of it the alerts' own patience: {@code mvn -pl e2e -P cluster-long verify -Dit.test=MonitoringLong}.
 */
@TestMethodOrder(OrderAnnotation.class)
class MonitoringLong {
    private static final int NODE_PORT = 30188;
    private static final Duration RUN = Duration.ofMinutes(15);
    private static final String NAMESPACE = "scaleproof-monitored";
    /** The most patient alert waits for five minutes, on what is looked at every 15 s and scraped about as often. */
    private static final Duration ALERT = Duration.ofMinutes(10);
    /** Senders: most of what these send is refused. */
    private static final int MORE_THAN_IT_TAKES = 8;

    private static Stack stack;
    private static ForwardedPrometheus prometheus;

    @BeforeAll
    static void deploy() throws IOException {
        if (!"minikube".equals(System.getenv("SCALEPROOF_CLUSTER"))) {
            new Command(WorkingCopy.repository())
                    .run(Duration.ofMinutes(30), "cluster/monitoring-images")
                    .ok();
        }
        stack = Stack.configured(
                "minikube",
                NAMESPACE,
                "nodePort " + NODE_PORT,
                "monitoring install",
                "scaleOn requestsInFlight",
                "remoteWriteReceiver true",
                "scaleDownWindowSeconds 0",
                "maxReplicas 4");
        stack.up().ok();
        prometheus = ForwardedPrometheus.of(stack);
    }

    @AfterAll
    static void leaveNothing() throws IOException {
        if (prometheus != null) {
            prometheus.close();
        }
        stack.close();
    }

    @Test
    @Order(1)
    void everyPanelHasFiguresWhileThereIsLoadAndTheRunStandsBesideThem() throws Exception {
        Panels panels = Panels.of(stack, "1m");
        Path log = Files.createTempFile("scaleproof-monitored", ".log");
        Process run = stack.command()
                .start(
                        ("mvn --quiet --batch-mode -pl loadtest compile exec:java -Dexec.args=\"--namespace %s --sized-by in-flight"
                                        + " --pods 3 --plain --export prometheus=%s\"")
                                .formatted(NAMESPACE, prometheus.url()),
                        log);
        try {
            Instant end = Instant.now().plus(RUN);
            while (!run.waitFor(2, TimeUnit.SECONDS)) {
                assertThat(Instant.now()).as("the run's end: %s", log).isBefore(end);
                panels.ask(prometheus);
            }
        } finally {
            Command.end(run);
        }
        String output = Command.read(log);
        System.out.println(output);

        // What is told at the end stays for five minutes.
        panels.ask(prometheus);
        assertThat(panels.silent())
                .as("queries that had no figures at any time of the run")
                .allMatch(MonitoringLong::asksForAnotherMetric);
        assertThat(output).containsPattern("Export: ([\\d,]+) of \\1 samples are at " + prometheus.url());
        assertThat(prometheus.figures("scaleproof_run_verdict{namespace='%s'}".formatted(NAMESPACE)))
                .contains(1.0);
        Files.delete(log);
    }

    @Test
    @Order(2)
    void anAutoscalerThatFlapsAndPodsThatDoNotServeAreTold() {
        // What fails now is a share of half an hour's requests for as long as ScaleproofErrorBudgetBurns waits: a
        // quarter of an hour.
        try (Overload _ = new Overload(MORE_THAN_IT_TAKES)) {
            pause(Duration.ofSeconds(20));
        }
        // Its minimum moves it as the load of waves would.
        for (int wave = 0; wave < 3; wave++) {
            minimum(3, Duration.ofSeconds(15));
            // The rule looks a minute back for what was wanted before.
            minimum(1, Duration.ofSeconds(75));
        }
        stack.kubectl("set image deployment/scaleproof scaleproof=nowhere.invalid/none:1");
        awaitFiring("ScaleproofFlapping", "ScaleproofPodsNotReady");

        stack.kubectl("rollout undo deployment/scaleproof");
        stack.kubectl("rollout status deployment/scaleproof --timeout=2m");
    }

    @Test
    @Order(3)
    void anAutoscalerAtItsMaximumOrBlindAndAPodWithTooMuchToDoAreTold() {
        stack.kubectl("patch hpa scaleproof --patch '{\"spec\":{\"maxReplicas\":1}}'");
        stack.type("kubectl --namespace %s-monitoring scale deployment/prometheus-adapter --replicas=0"
                        .formatted(NAMESPACE))
                .ok();
        try (Overload _ = new Overload(MORE_THAN_IT_TAKES)) {
            awaitFiring("ScaleproofErrorBudgetBurnsFast");
        }
        // A pod that has to refuse burns no more than it is allowed, and is hardly throttled.
        try (Overload _ = new Overload(1)) {
            awaitFiring("ScaleproofAutoscalerAtMaximum", "ScaleproofAutoscalerBlind", "ScaleproofCpuThrottled");
        }
    }

    @Test
    @Order(4)
    void aServiceWithoutFiguresIsToldAndWhatFailedBefore() {
        stack.kubectl("scale deployment/scaleproof --replicas=0");
        awaitFiring("ScaleproofMetricsStale", "ScaleproofErrorBudgetBurns");
    }

    @Test
    @Order(5)
    void destroyLeavesNothing() throws IOException {
        prometheus.close();
        prometheus = null;
        stack.command()
                .run(Duration.ofMinutes(10), "pulumi destroy --yes --skip-preview --stack " + stack.name())
                .ok();

        String left = stack.type("kubectl get namespaces,clusterroles,clusterrolebindings,apiservices --output name;"
                        + " kubectl --namespace kube-system get rolebindings --output name")
                .ok()
                .output();
        assertThat(left.lines())
                .noneMatch(name -> name.contains(NAMESPACE))
                .noneMatch(name -> name.contains("custom.metrics.k8s.io"));
    }

    /** Gives the HPA that minimum, and time to be seen at it. */
    private static void minimum(int pods, Duration seen) {
        stack.kubectl("patch hpa scaleproof --patch '{\"spec\":{\"minReplicas\":%d}}'".formatted(pods));
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> stack.kubectl("get hpa scaleproof --output jsonpath={.status.desiredReplicas}")
                        .equals(Integer.toString(pods)));
        pause(seen);
    }

    private static void pause(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }

    private static void awaitFiring(String... alerts) {
        Set<String> fired = new LinkedHashSet<>();
        await().atMost(ALERT).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            if (fired.addAll(prometheus.firing())) {
                System.out.println("fired so far: " + fired);
            }
            assertThat(fired).contains(alerts);
        });
    }

    /** Of figures that only an HPA with another metric has a target for. */
    private static boolean asksForAnotherMetric(String query) {
        return query.contains("metric_name=\"cpu\"") || query.contains("metric_name=\"http_requests_per_second\"");
    }

    /** As much as one pod can do, and more: each sends its next request when it has an answer. */
    private static final class Overload implements AutoCloseable {
        private static final URI LOAD = URI.create("http://127.0.0.1:" + NODE_PORT + "/load?millis=400");

        private final AtomicBoolean closed = new AtomicBoolean();
        private final ExecutorService senders;

        Overload(int count) {
            senders = Executors.newFixedThreadPool(count);
            for (int sender = 0; sender < count; sender++) {
                senders.execute(this::send);
            }
        }

        private void send() {
            try (HttpClient http = HttpClient.newHttpClient()) {
                while (!closed.get()) {
                    ask(http);
                    Thread.sleep(100);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** A pod that has too much to do may well not answer. */
        private static void ask(HttpClient http) throws InterruptedException {
            try {
                http.send(
                        HttpRequest.newBuilder(LOAD)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.discarding());
            } catch (IOException e) {
                System.out.println("no answer: " + e);
            }
        }

        @Override
        public void close() {
            closed.set(true);
            senders.close();
        }
    }
}
