package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults planted in mid-run under load: what each costs in requests, that the run ends with a verdict and a report, and that
 * nothing of it is left. It breaks the cluster that it runs on, and mends it: {@code make test-faults}. {@code -Dfaults=A,B}
 * plants some of them alone.
 */
@TestMethodOrder(OrderAnnotation.class)
class FaultsLong {
    private static final Duration RUN = Duration.ofMinutes(9);
    private static final Duration BACK = Duration.ofMinutes(4);

    private static Stack stack;
    private static Path folder;

    @BeforeAll
    static void configure() throws Exception {
        folder = Files.createTempDirectory("scaleproof-faults");
        stack = Stack.configured("minikube", "scaleproof-faults", "nodePort 30186");
        stack.up().ok();
        stack.packageLoadTest();
        try (InputStream plan = FaultsLong.class.getResourceAsStream("faults-plan.yaml")) {
            Files.write(folder.resolve("plan.yaml"), plan.readAllBytes());
        }
    }

    @AfterAll
    static void leaveNothing() {
        stack.close();
        new Command(WorkingCopy.repository()).run(Duration.ofMinutes(1), "rm -rf '" + folder + "'");
    }

    static List<Fault> chosen() {
        return Fault.chosen();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("chosen")
    @Order(1)
    void isJudgedCostsNoMoreThanItMustAndLeavesNothing(Fault fault) throws Exception {
        Path output = folder.resolve(fault + ".txt");
        Process run = stack.command().start(fault.environment(stack) + " " + prove(fault), output);
        try {
            Command.awaitSaying(" fault ", run, output, RUN);
            fault.plant(stack);
            assertThat(run.waitFor(RUN.toMinutes(), TimeUnit.MINUTES))
                    .as("ends")
                    .isTrue();
        } finally {
            Command.end(run);
            fault.mend(stack);
        }
        // 0 kept, 1 broken, 2 not known: each is a verdict, and which one depends on the machine, too.
        assertThat(run.exitValue()).as(Command.read(output)).isIn(0, 1, 2);
        JsonNode report = report(fault);
        JsonNode ledger = report.get("ledger");
        System.out.printf(
                "%s: status %d, %d of %d requests failed%n%s%n",
                fault,
                run.exitValue(),
                ledger.get("failed").asInt(),
                ledger.get("requests").asInt(),
                conclusion(output));
        assertThat(ledger.get("failed").asInt()).as(Command.read(output)).isLessThanOrEqualTo(fault.mostFailed());
        assertThat(fault.said())
                .allSatisfy(words -> assertThat(Command.read(output)).contains(words));
        assertThat(report.at("/hpa").findValues("at"))
                .as("times of the HPA's statuses, within the run")
                .allMatch(at -> at.asDouble() <= report.get("length").asDouble());
        awaitOnePod();
    }

    private static JsonNode report(Object name) {
        return StackCopy.parse(Command.read(folder.resolve(name.toString()).resolve("report.json")));
    }

    /** What the run says at its end, for the table of docs/faults.md. */
    private static String conclusion(Path output) {
        String text = Command.read(output);
        return text.substring(Math.max(0, text.lastIndexOf("\n\n  ", text.lastIndexOf("  need ") - 3)));
    }

    @Test
    @Order(2)
    void aKilledProberLeavesNothingInTheClusterAndTheNextRunIsClean() throws Exception {
        assumeTrue(Fault.isChosen("THE_PROBER_IS_KILLED"), "-Dfaults names others");
        String before = stack.kubectl("get all,configmaps,secrets,jobs --output name");
        Path output = folder.resolve("killed.txt");
        Process run = stack.command().start("exec " + prove("killed"), output);
        Command.awaitSaying(" surge ", run, output, RUN);
        run.destroyForcibly().waitFor();
        awaitOnePod();

        assertThat(stack.kubectl("get all,configmaps,secrets,jobs --output name")
                        .lines()
                        .filter(FaultsLong::lasts))
                .containsExactlyInAnyOrderElementsOf(
                        before.lines().filter(FaultsLong::lasts).toList());
        Command.Result next = stack.command().run(RUN, prove("next"));
        assertThat(next.status()).as(next.output()).isIn(0, 2);
        assertThat(report("next").at("/ledger/failed").asInt())
                .as(next.output())
                .isZero();
    }

    /** Pods come and go. */
    private static boolean lasts(String name) {
        return !name.startsWith("pod/");
    }

    private static void awaitOnePod() {
        await().atMost(BACK)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> stack.kubectl(
                                "get deployment scaleproof --output jsonpath={.status.replicas}/{.status.readyReplicas}")
                        .equals("1/1"));
    }

    private static String prove(Object name) {
        return stack.prove(folder.resolve("plan.yaml"), folder.resolve(name.toString()));
    }
}
