package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The long proof: 100 requests a second, more than 100,000 in all by each way, through ten cycles of scale-out and scale-in with
 * rollouts between them, none of which may fail. By NodePort and by ingress at the same time, each to a stack of its own;
 * {@code -Dways=nodePort} or {@code -Dways=ingress} sends by one alone, {@code -Dcycles=1} is a short one.
 */
class TenCyclesLong {
    private static final int CYCLES = Integer.getInteger("cycles", 10);
    private static final String WAYS = System.getProperty("ways", "nodePort,ingress");
    private static final int REQUESTS_A_CYCLE = 10_000;
    private static final String HOST = "cycles.scaleproof.example";
    private static final Duration LONG = Duration.ofMinutes(15);
    /** A request that left 100 bytes behind would fill this in half a run. */
    private static final double MEBIBYTES_AT_MOST = 5;

    private static final List<CycledWay> SENDING = new ArrayList<>();
    private static IngressController controller;

    @BeforeAll
    static void deploy() throws IOException {
        if (WAYS.contains("ingress")) {
            assumeTrue(
                    !"minikube".equals(System.getenv("SCALEPROOF_CLUSTER")),
                    "minikube has ingress controllers of its own");
            controller = IngressController.found();
            controller.up();
        }
        type("mvn --quiet --batch-mode -pl loadtest package -DskipTests");
        if (WAYS.contains("nodePort")) {
            SENDING.add(new CycledWay(stack("scaleproof-cycles-port", "nodePort 30189"), CYCLES, ""));
        }
        if (WAYS.contains("ingress")) {
            Stack stack = stack(
                    "scaleproof-cycles-ingress",
                    "serviceType ClusterIP",
                    "ingressHost " + HOST,
                    "ingressClass contour");
            SENDING.add(new CycledWay(
                    stack, CYCLES, "--url http://%s --header 'Host: %s'".formatted(stack.ingressAddress(), HOST)));
        }
        assertThat(SENDING)
                .as("-Dways=%s names none of nodePort, ingress", WAYS)
                .isNotEmpty();
    }

    /** A pod is full at 250 millicores: a request a second less than it has at 1 ms each, and half as many again at 3 ms. */
    private static Stack stack(String namespace, String... settings) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("cpuRequest 250m", "targetCpuUtilization 100", "maxReplicas 3", "scaleDownWindowSeconds 15"));
        all.addAll(List.of(settings));
        Stack stack = Stack.configured("minikube", namespace, all.toArray(String[]::new));
        stack.up().ok();
        return stack;
    }

    @AfterAll
    static void leaveNothing() {
        SENDING.forEach(CycledWay::close);
        if (controller != null) {
            controller.close();
        }
    }

    @Test
    void noRequestIsLostAndNoHeapGrows() throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(SENDING.size())) {
            List<Future<JsonNode>> runs =
                    SENDING.stream().map(way -> both.submit(way::send)).toList();
            for (int i = 0; i < runs.size(); i++) {
                assertHeld(SENDING.get(i), runs.get(i).get());
            }
        }
    }

    private static void assertHeld(CycledWay way, JsonNode report) {
        int requests = report.at("/ledger/requests").asInt();
        System.out.printf(
                "%s: %,d requests in %.0f s, %d failed, %d cycles, %s%n",
                way.stack().namespace(),
                requests,
                report.get("length").asDouble(),
                report.at("/ledger/failed").asInt(),
                cycles(report),
                way.heaps());
        assertThat(report.at("/ledger/failed").asInt()).as(way.output()).isZero();
        assertThat(requests).isGreaterThanOrEqualTo(REQUESTS_A_CYCLE * CYCLES);
        assertThat(cycles(report)).isGreaterThanOrEqualTo(CYCLES);
        assertThat(way.heaps().growthMebibytes())
                .as(way.heaps().toString())
                .allSatisfy(growth -> assertThat(growth).isLessThan(MEBIBYTES_AT_MOST));
    }

    /** How often the pods that the autoscaler asked for went from one to more and back to one. */
    private static int cycles(JsonNode report) {
        int cycles = 0;
        int before = 1;
        for (JsonNode sample : report.get("deployments")) {
            int wanted = sample.get("wanted").asInt();
            cycles += before > 1 && wanted == 1 ? 1 : 0;
            before = wanted;
        }
        return cycles;
    }

    private static String type(String line) {
        return new Command(WorkingCopy.repository()).run(LONG, line).ok().output();
    }
}
