package io.scaleproof.service.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.service.RawHttp;
import io.scaleproof.service.container.Load.Result;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Counts and orders are asserted, whatever else the machine does; times are printed, and measured by service/bench. Limits
 * of time only bound what hangs.
 */
class ContainerIT {
    /** Half a CPU serves 20 requests of 25 ms a second. */
    private static final int FIVE_TIMES_TOO_MANY = 100;

    private static final Duration OVERLOAD = Duration.ofSeconds(30);
    private static final Duration HANGS_AFTER = Duration.ofMinutes(3);

    private static ConditionFactory await() {
        return Awaitility.await().atMost(HANGS_AFTER);
    }

    @Test
    void underFiveTimesItsLoadRefusesTheSurplusAtOnceAndStaysHealthy()
            throws IOException, ExecutionException, InterruptedException {
        try (var container = Container.start(Map.of())) {
            // As in operation: an overload comes on top of a load, not to a JVM that has never been asked.
            Load.open(container.port(), "/load?millis=25", 10, Duration.ofSeconds(5));
            double before = cpuMillis(container);
            long end = System.nanoTime() + OVERLOAD.toNanos();
            var load = load(container, "/load?millis=25", FIVE_TIMES_TOO_MANY);
            var readiness = load(container, "/health/readiness", 10);
            var liveness = load(container, "/health/liveness", 10);
            var scrapes = load(container, "/prometheus", 4);
            List<Result> requests = load.get();
            List<Result> accepted = with(200, requests);
            List<Result> refused = with(503, requests);
            double used = cpuMillis(container) - before;
            awaitNormal(container);
            Duration untilNormal = Duration.ofNanos(System.nanoTime() - end);

            assertThat(accepted.size() + refused.size()).isEqualTo(requests.size());
            assertThat(refused)
                    .as("without so many it was no overload")
                    .hasSizeGreaterThan(100)
                    .allMatch(Result::retryAfter);
            assertThat(25 * accepted.size() / used)
                    .as("part of the CPU that served those accepted")
                    .isGreaterThan(0.1);
            for (var asked : List.of(readiness, liveness, scrapes)) {
                assertThat(asked.get()).allMatch(answer -> answer.status() == 200);
                assertThat(Load.median(asked.get()))
                        .as("does not queue behind requests")
                        .isLessThan(Load.median(accepted));
            }
            assertThat(Load.median(refused)).as("at once").isLessThan(Load.median(accepted));
            long memory = container.memoryMebibytes();
            assertThat(memory).isLessThanOrEqualTo(96);

            System.out.printf(
                    "At 5 x its load, p99 in ms: readiness %d, liveness %d, metrics %d, refusals %d (%d of %d requests);"
                            + " accepted %d, with %.0f %% of the CPU; normal %d ms after; %d MiB%n",
                    Load.percentile99(readiness.get()).toMillis(),
                    Load.percentile99(liveness.get()).toMillis(),
                    Load.percentile99(scrapes.get()).toMillis(),
                    Load.percentile99(refused).toMillis(),
                    refused.size(),
                    requests.size(),
                    Load.percentile99(accepted).toMillis(),
                    2_500 * accepted.size() / used,
                    untilNormal.toMillis(),
                    memory);
        }
    }

    private static CompletableFuture<List<Result>> load(Container container, String target, int perSecond) {
        return CompletableFuture.supplyAsync(
                () -> Load.open(container.port(), target, perSecond, OVERLOAD), Thread::startVirtualThread);
    }

    private static List<Result> with(int status, List<Result> results) {
        return results.stream().filter(result -> result.status() == status).toList();
    }

    /** Waits until nothing waits in the service any more and a request is served. */
    private static void awaitNormal(Container container) throws IOException {
        await().pollInterval(Duration.ofMillis(50))
                .until(() -> container.get("/prometheus").body().contains("queue_length 0.0\n"));
        assertThat(container.get("/load?millis=25").status()).isEqualTo(200);
    }

    @Test
    void refusesNobodyWhoConnectsWhileItStarts() throws IOException {
        for (int attempt = 1; !servesWhoConnectedWhileItStarted(); attempt++) {
            assertThat(attempt).as("attempts to connect before it serves").isLessThan(20);
        }
    }

    /** False if it served before there was a connection. On a twentieth of a CPU a start takes seconds. */
    private static boolean servesWhoConnectedWhileItStarted() throws IOException {
        try (var container = Container.startWithoutWaiting("0.05", Map.of());
                var early = connected(container.address())) {
            // What it says once it serves.
            if (!container.log().isEmpty()) {
                return false;
            }
            early.setSoTimeout((int) HANGS_AFTER.toMillis());
            early.getOutputStream().write("GET / HTTP/1.1\r\nHost: t\r\n\r\n".getBytes(UTF_8));
            assertThat(new String(early.getInputStream().readNBytes(15), UTF_8)).isEqualTo("HTTP/1.1 200 OK");
            return true;
        }
    }

    /** Docker calls a container started before its launcher has run, and so before its port is open. */
    private static Socket connected(String address) {
        return await().pollInterval(Duration.ofMillis(5))
                .ignoreException(ConnectException.class)
                .until(() -> new Socket(address, 8080), Objects::nonNull);
    }

    /** Of a thousand from the start on, while the JVM interprets and compiles: those for which serving costs most. */
    @ParameterizedTest
    @CsvSource({"0.5, 16, 4", "2, 60, 8"})
    void burnsTheCpuThatIsAskedForToWithinFourPercentWhateverServingCosts(String cpus, int perSecond, int atOnce)
            throws IOException, InterruptedException {
        try (var container = Container.start(cpus, Map.of())) {
            double before = cpuMillis(container);
            double burnedBefore = burnedMillis(container);
            long start = System.nanoTime();
            List<Result> requests =
                    Load.untilAccepted(container.port(), "/load?millis=25", perSecond, atOnce, 1_000, 3_000);
            double after = cpuMillis(container);
            double burned = burnedMillis(container) - burnedBefore;
            double millis = (System.nanoTime() - start) / 1e6;
            double rested = restPerMilli(container) * millis;
            List<Result> accepted = with(200, requests);
            assertThat(accepted.size() + with(503, requests).size()).isEqualTo(requests.size());
            assertThat(accepted).as("without so many nothing is proven").hasSizeGreaterThanOrEqualTo(1_000);
            System.out.printf(
                    "On %s CPUs a request for 25 ms burns %.2f ms and costs %.2f (%d refused)%n",
                    cpus,
                    burned / accepted.size(),
                    (after - before - rested) / accepted.size(),
                    requests.size() - accepted.size());
            assertThat(burned / accepted.size()).isBetween(25.0, 26.0);
            assertThat(after - before).as("the container's own accounts").isGreaterThan(burned);
        }
    }

    /** What the container uses without load, in the calmest of five pauses: after a load there is more to compile. */
    private static double restPerMilli(Container container) throws IOException, InterruptedException {
        double least = Double.MAX_VALUE;
        for (int pause = 0; pause < 5; pause++) {
            least = Math.min(least, usedPerMilli(container));
        }
        return least;
    }

    private static double usedPerMilli(Container container) throws IOException, InterruptedException {
        double before = cpuMillis(container);
        long start = System.nanoTime();
        TimeUnit.SECONDS.sleep(3);
        double used = cpuMillis(container) - before;
        return used / ((System.nanoTime() - start) / 1e6);
    }

    @Test
    void isASmallImageThatIsNotRunByRoot() throws IOException {
        assertThat(Long.parseLong(Container.image(".Size"))).isLessThanOrEqualTo(120_000_000);
        assertThat(Container.image(".Config.User")).isEqualTo("65532:65532");
    }

    /** CPU that the container has used, by its cgroup. */
    private static double cpuMillis(Container container) throws IOException {
        return metric(container, "process_cpu_seconds_total") * 1_000;
    }

    private static double burnedMillis(Container container) throws IOException {
        return metric(container, "scaleproof_burned_cpu_seconds_total") * 1_000;
    }

    private static double metric(Container container, String name) throws IOException {
        return container
                .get("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @Test
    void onSigtermUnderLoadAnswersAllItAcceptedAndExitsWithZero()
            throws IOException, ExecutionException, InterruptedException {
        try (var container =
                Container.start(Map.of("SCALEPROOF_DRAIN_SECONDS", "15", "SCALEPROOF_FINISH_SECONDS", "600"))) {
            var withdrawn = new AtomicBoolean();
            var load = CompletableFuture.supplyAsync(
                    () -> Load.untilTold(container.port(), "/load?millis=10", 15, 2, withdrawn),
                    Thread::startVirtualThread);
            await().until(() -> !container
                    .get("/prometheus")
                    .body()
                    .contains("{method=\"GET\",status=\"200\",uri=\"/load\",le=\"+Inf\"} 0\n"));
            container.terminate();
            await().until(() -> container.get("/health/readiness").status() == 503);
            // The load ends within the drain, as it does where endpoints are withdrawn.
            withdrawn.set(true);
            assertThat(load.get()).isNotEmpty().allMatch(request -> request.status() == 200);
            assertThat(container.exitCode()).isZero();
            assertThat(container.log()).contains("all answered");
        }
    }

    @Test
    void onSigtermAnswersWhatStillWaitsToBeBurned() throws IOException {
        try (var container = Container.start(Map.of(
                "SCALEPROOF_DRAIN_SECONDS",
                "0",
                "SCALEPROOF_FINISH_SECONDS",
                "600",
                "SCALEPROOF_QUEUE_MILLIS",
                "20000"))) {
            List<RawHttp> accepted = new ArrayList<>();
            for (int millis : List.of(5_000, 50, 50, 50, 50, 50, 50, 50, 50, 50)) {
                var request = new RawHttp(container.port());
                request.send("GET /load?millis=" + millis + " HTTP/1.1\r\nHost: t\r\n\r\n");
                accepted.add(request);
            }
            await().until(() -> container.get("/prometheus").body().contains("in_flight{uri=\"/load\"} 10.0\n"));
            container.terminate();
            for (RawHttp request : accepted) {
                assertThat(request.answer().status()).isEqualTo(200);
                request.close();
            }
            assertThat(container.exitCode()).isZero();
        }
    }

    @Test
    void onSigtermWithAStuckRequestEndsInTimeAndSaysSo() throws IOException {
        try (var container =
                        Container.start(Map.of("SCALEPROOF_DRAIN_SECONDS", "0", "SCALEPROOF_FINISH_SECONDS", "2"));
                var stuck = new RawHttp(container.port())) {
            stuck.send("GET /load?millis=5000 HTTP/1.1\r\nHost: t\r\n\r\n");
            await().until(() -> container.get("/prometheus").body().contains("in_flight{uri=\"/load\"} 1.0\n"));
            container.terminate();
            // 5 s of CPU take 10 on half a CPU; had it waited for them, it would have ended with 0.
            assertThat(container.exitCode()).isEqualTo(1);
            assertThat(container.log()).contains("Stopped with 1 requests unanswered");
        }
    }

    @Test
    void holdsOutAgainstASlowLoris() throws IOException {
        try (var container = Container.start(Map.of("SCALEPROOF_ARRIVAL_SECONDS", "10"))) {
            List<RawHttp> loris = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                var connection = new RawHttp(container.port());
                connection.send("GET / HTTP/1.1\r\nX-");
                loris.add(connection);
            }
            List<Result> answers = Load.open(container.port(), "/", 20, Duration.ofSeconds(2));
            assertThat(answers).allMatch(answer -> answer.status() == 200);
            for (RawHttp connection : loris) {
                assertThat(connection.closedInSilence()).isTrue();
                connection.close();
            }
            await().until(() -> container.get("/prometheus").body().contains("scaleproof_connections 1.0\n"));
        }
    }

    @Test
    void onSigtermWhileItStartsEndsInsteadOfWaitingToBeKilled() throws IOException {
        // On a twentieth of a CPU a start takes seconds, so that the signal comes in the middle of it.
        try (var container = Container.startWithoutWaiting("0.05", Map.of());
                var early = connected(container.address())) {
            container.terminate();
            assertThat(container.exitCode()).isIn(0, 1, 143);
            assertThat(early.isConnected()).isTrue();
        }
    }

    @Test
    void logsItsStartAndNothingOfWhatItIsAsked() throws IOException {
        try (var container = Container.start(Map.of("SCALEPROOF_LOG", "json"))) {
            assertThat(container.get("/nowhere").status()).isEqualTo(404);
            // Docker may be a moment behind.
            await().until(() -> container.log().lines().count() == 2);
            assertThat(container.log().lines())
                    .allMatch(line -> line.startsWith("{\"timestamp\":"))
                    .anyMatch(line -> line.matches(".*Ready on port 8080, \\d+ ms after the process started.*"))
                    .noneMatch(line -> line.contains("nowhere"));
        }
    }

    @Test
    void listensWhereMicronautsOwnVariablesSay() throws IOException {
        try (var container = Container.startWithoutWaiting("0.5", Map.of("MICRONAUT_SERVER_PORT", "8181"))) {
            await().untilAsserted(() -> assertThat(container.log()).contains("Ready on port 8181"));
        }
    }

    @Test
    void heedsMicronautsOwnVariablesThatNoConfigurationOfTheBuildAskedFor() throws IOException {
        try (var container = Container.start(Map.of(
                "LOGGER_LEVELS_IO_SCALEPROOF", "DEBUG",
                "MICRONAUT_SERVER_NETTY_ACCESS_LOGGER_ENABLED", "true",
                "MICRONAUT_SERVER_NETTY_ACCESS_LOGGER_LOGGER_NAME", "requests"))) {
            assertThat(container.get("/nowhere").status()).isEqualTo(404);
            await().untilAsserted(() -> assertThat(container.log()).contains("INFO requests ", "GET /nowhere"));
        }
    }

    @Test
    void logsWhatItIsAskedOnDemand() throws IOException {
        try (var container = Container.start(Map.of("SCALEPROOF_ACCESS_LOG", "on"))) {
            container.get("/load?millis=x");
            await().untilAsserted(() ->
                    assertThat(container.log()).containsPattern("INFO access GET /load\\?millis=x 400 \\d+ ms"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SCALEPROOF_QUEUE_MILLIS, many, SCALEPROOF_QUEUE_MILLIS=many is not allowed",
        "SCALEPROOF_LOG, xml, SCALEPROOF_LOG=xml is not allowed",
        "SCALEPROOF_LOG_LEVEL, loud, SCALEPROOF_LOG_LEVEL=loud is not allowed",
        "SCALEPROOF_QUEUE_MILIS, 7, SCALEPROOF_QUEUE_MILIS is not a setting"
    })
    void refusesWrongSettingsBeforeItStartsInOneLine(String name, String value, String why) throws IOException {
        assertThat(Container.failure(Map.of(name, value)).lines())
                .singleElement()
                .asString()
                .contains("Not started: " + why);
    }

    @Test
    void givesHeldMemoryBackToTheSystem() throws IOException {
        try (var container = Container.start(Map.of())) {
            long before = container.memoryMebibytes();
            assertThat(container.get("/load/memory?mebibytes=64&seconds=20").status())
                    .isEqualTo(200);
            assertThat(container.memoryMebibytes()).isGreaterThan(before + 50);
            await().untilAsserted(() -> assertThat(container.memoryMebibytes()).isLessThan(before + 16));
        }
    }
}
