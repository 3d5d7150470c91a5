package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The load test on stacks that are broken on purpose: each breaks the clause that is about it, and no other. They run side
 * by side, each in a namespace of its own, with windows and plan short enough to be waited for. The limits are what the
 * breakages exceed however fast the machine is: what is not broken has the room that eight stacks on one machine need.
 */
@Tag("matrix")
@Execution(ExecutionMode.CONCURRENT)
class BrokenStacksE2E {
    private static final String ORIGINAL = "scaleproof-matrix";
    private static final String CONTRACT = """
            firstScaleUpWithin: 100s
            capacityWithin: 110s
            failedRequestsAtMost: 0
            failedRateAtMost: 0
            p99AtCapacityWithin: 9s
            overshootAtMost: 1
            backToMinimumWithin: 200s
            reversalsAtMost: 0
            noScaleUpWithoutLoad: true
            """;

    private static Stack stack;
    private static StackCopy original;
    private static StackCopy changed;

    @BeforeAll
    static void deployTheOriginal() throws IOException {
        stack = Stack.configured("minikube", ORIGINAL, "nodePort 30209", "maxReplicas 4", "scaleDownWindowSeconds 15");
        original = deployed();
        UnreadyUnderLoad.into(stack.copy());
        changed = deployed();
    }

    private static StackCopy deployed() {
        stack.up().ok();
        return StackCopy.of(ORIGINAL);
    }

    @AfterAll
    static void leaveNothing() {
        for (Breakage breakage : Breakage.values()) {
            stack.type("kubectl delete namespace --wait=false --ignore-not-found " + breakage.namespace());
        }
        stack.close();
    }

    @ParameterizedTest
    @EnumSource
    void breaksTheClauseThatIsAboutItAndNoOther(Breakage breakage) throws Exception {
        StackCopy broken = (breakage.changesCode() ? changed : original).deepCopy();
        breakage.into(broken);
        broken.create(breakage.namespace(), breakage.nodePort());
        Path folder = Files.createDirectories(stack.copy().folder().resolve("matrix/" + breakage.name()));
        Files.writeString(folder.resolve("plan.yaml"), plan(breakage.needs()));
        Files.writeString(folder.resolve("contract.yaml"), CONTRACT);

        Process loadTest = start(breakage.namespace(), breakage.request(), folder);
        try {
            if (breakage.actsAtCapacity()) {
                awaitReady(breakage, loadTest);
                breakage.atCapacity(broken, breakage.namespace());
            }
            assertThat(loadTest.waitFor(15, TimeUnit.MINUTES))
                    .as("load test ended")
                    .isTrue();
        } finally {
            Command.end(loadTest);
        }

        String output = Command.read(folder.resolve("output"));
        assertThat(broken(folder)).as(output).isEqualTo(breakage.clauses());
        // A machine that is busy with something else makes a run void, whatever its clauses say.
        int exit = output.contains("VOID") ? 2 : breakage.exit();
        assertThat(loadTest.exitValue()).as(output).isEqualTo(exit);
    }

    @ParameterizedTest
    @CsvSource({"calibration, 30219, measure  what a request costs", "load, 30220, ' s  surge '"})
    void ctrlCEndsTheRunAndStillWritesTheReport(String during, int port, String sign) throws Exception {
        String namespace = ORIGINAL + "-ctrl-c-" + during;
        original.deepCopy().create(namespace, port);
        Path folder = Files.createDirectories(stack.copy().folder().resolve("matrix/ctrl-c-" + during));
        Files.writeString(folder.resolve("plan.yaml"), plan(3));
        Files.writeString(folder.resolve("contract.yaml"), CONTRACT);

        String request = during.equals("calibration") ? "" : Breakage.NONE.request();
        Process loadTest = start(namespace, request, folder);
        try {
            await().atMost(Duration.ofMinutes(10))
                    .until(() -> Command.read(folder.resolve("output")).contains(sign));
            stack.type("kill -INT " + loadTest.pid()).ok();
            assertThat(loadTest.waitFor(5, TimeUnit.MINUTES))
                    .as("ended on Ctrl-C")
                    .isTrue();
        } finally {
            Command.end(loadTest);
            stack.type("kubectl delete namespace --wait=false " + namespace).ok();
        }

        assertThat(loadTest.exitValue()).isEqualTo(130);
        JsonNode report = StackCopy.parse(Files.readString(folder.resolve("report/report.json")));
        assertThat(report.get("outcome").asText()).isEqualTo("INTERRUPTED");
        assertThat(report.get("ledger").get("requests").asLong() > 0).isEqualTo(during.equals("load"));
        assertThat(folder.resolve("report/report.html")).isNotEmptyFile();
    }

    private static String plan(int needs) {
        return """
            name: short
            purpose: A surge as short as metrics and HPA allow
            stages:
            - {name: baseline, phase: baseline, pods: 0.4, for: 5s}
            - {name: surge, phase: surge, needs: %1$d, until: capacity, atMost: 115s}
            - {name: settle, phase: surge, needs: %1$d, for: 5s}
            - {name: sustain, phase: sustain, needs: %1$d, for: 30s}
            - {name: quiet, phase: quiet, pods: 0.3, until: minimum, atMost: 205s, millis: 1}
            """.formatted(needs);
    }

    private static Process start(String namespace, String request, Path folder) throws IOException {
        String arguments = "--plain %s --namespace %s --plan %s --contract %s --report %s"
                .formatted(
                        request,
                        namespace,
                        folder.resolve("plan.yaml"),
                        folder.resolve("contract.yaml"),
                        folder.resolve("report"));
        return stack.command()
                .start(
                        // Whoever runs tests in the background has Ctrl-C ignored, and all their processes with them.
                        "exec env --default-signal=INT mvn --quiet --batch-mode -pl loadtest exec:java -Dexec.args='"
                                + arguments + "'",
                        folder.resolve("output"));
    }

    private static void awaitReady(Breakage breakage, Process loadTest) {
        await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofSeconds(1))
                .failFast("the load test ended before the service had scaled out", () -> !loadTest.isAlive())
                .until(() -> StackCopy.kubectl("get deployment scaleproof --output jsonpath={.status.readyReplicas}"
                                + " --namespace " + breakage.namespace())
                        .output()
                        .strip()
                        .equals(Integer.toString(breakage.needs())));
    }

    /** Clauses that were broken; none where the run could not begin. */
    private static Set<String> broken(Path folder) throws IOException {
        Path report = folder.resolve("report/report.json");
        if (!Files.exists(report)) {
            return Set.of();
        }
        JsonNode verdicts = StackCopy.parse(Files.readString(report)).get("verdicts");
        return verdicts.valueStream()
                .filter(verdict -> verdict.get("verdict").asText().equals("failed"))
                .map(verdict -> verdict.get("clause").asText())
                .collect(Collectors.toSet());
    }
}
