package io.scaleproof.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The same surge on three copies of the service at the same time, whose HPAs look at CPU, at requests a second and at requests in
 * flight: the table of docs/monitoring.md. Ten rounds take forty minutes; {@code -Dsurges.rounds=3} are fewer. How often the HPAs look
 * is the cluster's: {@code cluster/up --hpa-sync 5s}.
 */
class SurgesLong {
    private static final int ROUNDS = Integer.getInteger("surges.rounds", 10);
    private static final String NAMESPACE = "scaleproof-surges";
    private static final Duration RUN = Duration.ofMinutes(8);

    /** Surges come at any time between two looks of an HPA; with this seed at the same ones in every run of this test. */
    private static final Random MOMENTS = new Random(15);

    private static Stack stack;
    private static Path folder;

    private enum Lane {
        CPU("cpu", 30_391),
        RATE("rate", 30_392),
        IN_FLIGHT("in-flight", 30_393);

        private final String sizedBy;
        private final int nodePort;

        Lane(String sizedBy, int nodePort) {
            this.sizedBy = sizedBy;
            this.nodePort = nodePort;
        }

        private String object() {
            return "surge-" + sizedBy;
        }

        private boolean looksAt(JsonNode metric) {
            String name = metric.at("/pods/metric/name").asText();
            return switch (this) {
                case CPU -> metric.has("resource");
                case RATE -> name.equals("http_requests_per_second");
                case IN_FLIGHT -> name.equals("http_requests_in_flight");
            };
        }
    }

    @BeforeAll
    static void deployThreeCopies() throws IOException {
        if (!"minikube".equals(System.getenv("SCALEPROOF_CLUSTER"))) {
            new Command(WorkingCopy.repository())
                    .run(Duration.ofMinutes(30), "cluster/monitoring-images")
                    .ok();
        }
        folder = Files.createTempDirectory("scaleproof-surges");
        stack = Stack.configured(
                "minikube",
                NAMESPACE,
                "nodePort 30190",
                "monitoring install",
                "scaleOn cpu,requestRate,requestsInFlight",
                "scaleDownWindowSeconds 15",
                "maxReplicas 10");
        stack.up().ok();
        StackCopy original = StackCopy.of(NAMESPACE);
        // Kubernetes stops HPAs that claim the same pods.
        stack.kubectl("delete hpa scaleproof");
        for (Lane lane : Lane.values()) {
            create(lane, original.deepCopy());
        }
        stack.packageLoadTest();
    }

    private static void create(Lane lane, StackCopy copy) {
        rename(lane, copy.deployment());
        rename(lane, copy.service());
        rename(lane, copy.hpa());
        for (JsonNode labels : List.of(
                copy.deployment().at("/spec/selector/matchLabels"),
                copy.deployment().at("/spec/template/metadata/labels"),
                copy.service().at("/spec/selector"))) {
            ((ObjectNode) labels).put("lane", lane.sizedBy);
        }
        ((ObjectNode) copy.service().at("/spec/ports/0")).put("nodePort", lane.nodePort);
        ((ObjectNode) copy.hpaSpec().at("/scaleTargetRef")).put("name", lane.object());
        ArrayNode metrics = (ArrayNode) copy.hpaSpec().at("/metrics");
        for (int i = metrics.size() - 1; i >= 0; i--) {
            if (!lane.looksAt(metrics.get(i))) {
                metrics.remove(i);
            }
        }
        assertThat(metrics).as("metrics of %s", lane).hasSize(1);
        StackCopy.apply(NAMESPACE, copy.deployment());
        StackCopy.apply(NAMESPACE, copy.service());
        StackCopy.apply(NAMESPACE, copy.hpa());
        stack.kubectl("rollout status --timeout=2m deployment/" + lane.object());
    }

    private static void rename(Lane lane, ObjectNode object) {
        ((ObjectNode) object.get("metadata")).put("name", lane.object());
    }

    @AfterAll
    static void leaveNothing() {
        if (stack != null) {
            stack.close();
        }
        new Command(WorkingCopy.repository()).run(Duration.ofMinutes(1), "rm -rf '" + folder + "'");
    }

    @Test
    void requestsBringThePodsBeforeCpuDoes() throws Exception {
        Map<Lane, List<Surge>> seen = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            seen.put(lane, new ArrayList<>());
        }
        for (int round = 1; round <= ROUNDS; round++) {
            Path plan = writePlan(round);
            Map<Lane, Process> runs = new EnumMap<>(Lane.class);
            for (Lane lane : Lane.values()) {
                runs.put(lane, stack.command().start(prove(lane, plan, round), output(lane, round)));
            }
            for (Lane lane : Lane.values()) {
                try {
                    assertThat(runs.get(lane).waitFor(RUN.toSeconds(), TimeUnit.SECONDS))
                            .as("%s ends in round %d", lane, round)
                            .isTrue();
                } finally {
                    Command.end(runs.get(lane));
                }
                Surge surge = Surge.of(report(lane, round));
                seen.get(lane).add(surge);
                System.out.printf("round %d, %s: %s, %s%n", round, lane.sizedBy, surge, outcome(lane, round));
            }
        }
        seen.forEach((lane, surges) -> System.out.printf("%s: %s%n", lane.sizedBy, Surge.summary(surges)));

        assertThat(Surge.medianDecision(seen.get(Lane.RATE)))
                .as("first decision by rate, beside CPU's")
                .isLessThan(Surge.medianDecision(seen.get(Lane.CPU)));
        assertThat(Surge.medianDecision(seen.get(Lane.IN_FLIGHT)))
                .as("first decision by requests in flight, beside CPU's")
                .isLessThan(Surge.medianDecision(seen.get(Lane.CPU)));
    }

    private static Path writePlan(int round) throws IOException {
        Path plan = folder.resolve("plan-" + round + ".yaml");
        try (InputStream text = SurgesLong.class.getResourceAsStream("surges-plan.yaml")) {
            Files.writeString(
                    plan,
                    new String(text.readAllBytes(), UTF_8).replace("@BASELINE@", "" + (10 + MOMENTS.nextInt(15))));
        }
        return plan;
    }

    private static String prove(Lane lane, Path plan, int round) {
        return stack.prove(plan, reportFolder(lane, round))
                + " --service %1$s --hpa %1$s --sized-by %2$s".formatted(lane.object(), lane.sizedBy);
    }

    private static Path reportFolder(Lane lane, int round) {
        return folder.resolve(lane.sizedBy + "-" + round);
    }

    private static Path output(Lane lane, int round) {
        return folder.resolve(lane.sizedBy + "-" + round + ".txt");
    }

    private static JsonNode report(Lane lane, int round) {
        Path file = reportFolder(lane, round).resolve("report.json");
        assertThat(file).as(Command.read(output(lane, round))).exists();
        return StackCopy.parse(Command.read(file));
    }

    private static String outcome(Lane lane, int round) {
        return report(lane, round).get("outcome").asText();
    }
}
