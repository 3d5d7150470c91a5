package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Five hundred pods that only seem to run, under the real HPA controller, scheduler and metrics-server: the verb {@code watch}
 * follows them in a small heap, and the verb {@code simulate} predicts the same. Builds kwok from Go modules the first time,
 * which takes minutes: {@code mvn -pl e2e -P cluster-long verify -Dit.test=SizeLong}.
 */
class SizeLong {
    private static final int FEW = 10;
    private static final int MANY = 500;
    private static final Duration BEFORE = Duration.ofSeconds(40);
    private static final Duration HIGH = Duration.ofMinutes(4);
    private static final Duration AFTER = Duration.ofMinutes(3);
    private static final Duration LENGTH = BEFORE.plus(HIGH).plus(AFTER);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /**
     * How far the two timelines may be apart: a step comes with a sync and shows with a round of metrics, 15 s each, and where
     * these lie is not known on paper.
     */
    private static final double SECONDS_APART = 30;

    /**
     * The last step, too, but for what making pods takes, which the model has not: the controllers make 20 a second at most, and
     * until a pod is ready and measured the HPA takes it for idle, so that it goes on by small steps, a sync and a round each.
     */
    private static final double SECONDS_TO_MAKE_PODS = 120;

    /** Fewer would be a tenth above the target: the HPA's tolerance. */
    private static final int ENOUGH = (int) Math.ceil(MANY / 1.1);

    private static final String PLAN =
            """
            name: size
            purpose: Five hundred pods and back
            stages:
            - {name: before, phase: baseline, pods: %d, for: %ds}
            - {name: high, phase: surge, pods: %d, for: %ds}
            - {name: after, phase: quiet, pods: %d, for: %ds}
            """.formatted(FEW, BEFORE.toSeconds(), MANY, HIGH.toSeconds(), FEW, AFTER.toSeconds());

    private static final Command SHELL = new Command(WorkingCopy.repository());
    private static FakePods pods;
    private static Path folder;

    @BeforeAll
    static void fakePodsAndTheJar() throws IOException {
        folder = Files.createDirectories(WorkingCopy.repository().resolve("e2e/target/size"));
        Files.writeString(folder.resolve("plan.yaml"), PLAN);
        SHELL.run(LIMIT, "mvn --quiet --batch-mode -pl loadtest package -Dmaven.test.skip=true")
                .ok();
        pods = new FakePods("scaleproof-size", FEW, MANY);
    }

    @AfterAll
    static void leaveNothing() {
        pods.close();
    }

    @Test
    void fiveHundredPodsAreFollowedInASmallHeapAndTheReplayAgreesAsDoesTheSimulator() throws Exception {
        Command.Result simulated = SHELL.run(
                LIMIT,
                ("java -jar loadtest/target/scaleproof.jar simulate --plan %1$s/plan.yaml --report %1$s/simulated"
                                + " --set minReplicas=%2$d --set maxReplicas=%3$d --set scalingPreset=steady"
                                + " --set scaleDownWindowSeconds=60 --set cpuLimit=999 --set podIdle=1m"
                                + " --set podStart=6s --set podStartCpu=0ms --set podStop=2s")
                        .formatted(folder, FEW, MANY));
        Process watch = SHELL.start(
                "java -Xmx256m -XX:+ExitOnOutOfMemoryError -jar loadtest/target/scaleproof.jar watch --plain"
                        + " --namespace scaleproof-size --hpa web --for %ds --report %s/watched"
                                .formatted(LENGTH.toSeconds(), folder),
                folder.resolve("watched.log"));
        try {
            drive(watch);
        } finally {
            Command.end(watch);
        }
        String log = Command.read(folder.resolve("watched.log"));
        JsonNode real = report("watched");
        JsonNode paper = report("simulated");
        System.out.println(log);
        System.out.println(simulated.output());
        show("the real controller's timeline", real);
        show("the simulator's timeline", paper);
        assertReplayed(real);
        assertThat(Files.size(folder.resolve("watched/report.json"))).isLessThan(10_000_000);
        assertThat(highest(real)).isBetween(ENOUGH, MANY);
        assertThat(highest(paper)).isBetween(ENOUGH, MANY);
        assertThat(reached(real, FEW + 1)).isCloseTo(reached(paper, FEW + 1), within(SECONDS_APART));
        assertThat(reached(real, FEW * 16)).isCloseTo(reached(paper, FEW * 16), within(SECONDS_APART));
        assertThat(reached(real, ENOUGH)).isCloseTo(reached(paper, ENOUGH), within(SECONDS_TO_MAKE_PODS));
        assertThat(left(real, MANY / 2)).isCloseTo(left(paper, MANY / 2), within(SECONDS_APART));
        assertThat(left(real, FEW * 2)).isCloseTo(left(paper, FEW * 2), within(2 * SECONDS_APART));
    }

    private static void drive(Process watch) throws InterruptedException {
        await(() -> Command.read(folder.resolve("watched.log")).contains("watching for"));
        long start = System.nanoTime();
        while (watch.isAlive()) {
            Duration now = Duration.ofNanos(System.nanoTime() - start);
            boolean high = now.compareTo(BEFORE) >= 0 && now.compareTo(BEFORE.plus(HIGH)) < 0;
            pods.need(high ? MANY : FEW);
            pods.share();
            Thread.sleep(1_000);
        }
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(condition::getAsBoolean);
    }

    private static void assertReplayed(JsonNode report) {
        List<JsonNode> replayed = Replayed.in(report);
        List<JsonNode> apart = Replayed.apart(replayed);
        long figures = replayed.stream()
                .filter(decision -> decision.get("explanation").toString().contains("do not give the HPA's figure"))
                .count();
        System.out.printf(
                "replayed %d syncs: %d agree; %d on the HPA's own figure%n",
                replayed.size(), replayed.size() - apart.size(), figures);
        assertThat(replayed).hasSizeGreaterThan(15);
        assertThat(apart.size()).as("%s", apart).isLessThanOrEqualTo(replayed.size() / 100);
    }

    private static void show(String title, JsonNode report) {
        System.out.println(title);
        elements(report.get("decisions")).stream()
                .filter(decision -> !decision.get("from").equals(decision.get("to")))
                .forEach(decision -> System.out.printf(
                        "  %5.0f s  %3d -> %3d%n",
                        decision.get("at").asDouble(),
                        decision.get("from").asInt(),
                        decision.get("to").asInt()));
    }

    private static int highest(JsonNode report) {
        return elements(report.get("deployments")).stream()
                .mapToInt(sample -> sample.get("wanted").asInt())
                .max()
                .orElseThrow();
    }

    /** Seconds until so many pods were wanted. */
    private static double reached(JsonNode report, int size) {
        return elements(report.get("deployments")).stream()
                .filter(sample -> sample.get("wanted").asInt() >= size)
                .findFirst()
                .orElseThrow()
                .get("at")
                .asDouble();
    }

    /** Seconds until no more than so many pods were wanted for good. */
    private static double left(JsonNode report, int size) {
        return elements(report.get("deployments")).reversed().stream()
                .takeWhile(sample -> sample.get("wanted").asInt() <= size)
                .reduce((later, earlier) -> earlier)
                .orElseThrow()
                .get("at")
                .asDouble();
    }

    private static List<JsonNode> elements(JsonNode array) {
        return array.valueStream().toList();
    }

    private static JsonNode report(String name) {
        return StackCopy.parse(Command.read(folder.resolve(name + "/report.json")));
    }
}
