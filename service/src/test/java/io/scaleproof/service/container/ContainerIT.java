package io.scaleproof.service.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaleproof.service.RawHttp;
import io.scaleproof.service.container.Load.Result;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are printed, and asserted with room for a machine that does other things too; service/bench measures them. */
class ContainerIT {
    /** Half a CPU serves 20 requests of 25 ms a second. */
    private static final int FIVE_TIMES_TOO_MANY = 100;

    private static final Duration OVERLOAD = Duration.ofSeconds(30);
    private static final Duration AT_ONCE_ON_A_BUSY_MACHINE = Duration.ofSeconds(1);

    @Test
    void underFiveTimesItsLoadRefusesTheSurplusAtOnceAndStaysHealthy()
            throws IOException, ExecutionException, InterruptedException {
        try (var container = Container.start(Map.of())) {
            // As in operation: an overload comes on top of a load, not to a JVM that has never been asked.
            Load.open(container.port(), "/load?millis=25", 10, Duration.ofSeconds(5));
            long end = System.nanoTime() + OVERLOAD.toNanos();
            var load = load(container, "/load?millis=25", FIVE_TIMES_TOO_MANY);
            var readiness = load(container, "/health/readiness", 10);
            var liveness = load(container, "/health/liveness", 10);
            var scrapes = load(container, "/prometheus", 4);
            TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
            awaitNormal(container);
            Duration untilNormal = Duration.ofNanos(System.nanoTime() - end);

            List<Result> requests = load.get();
            List<Result> accepted = with(200, requests);
            List<Result> refused = with(503, requests);
            assertThat(accepted.size() + refused.size()).isEqualTo(requests.size());
            assertThat(accepted).hasSizeGreaterThan(requests.size() / 20);
            assertThat(refused).hasSizeGreaterThan(requests.size() / 2).allMatch(Result::retryAfter);
            for (var asked : List.of(readiness, liveness, scrapes)) {
                assertThat(asked.get()).allMatch(answer -> answer.status() == 200);
                assertThat(Load.median(asked.get())).isLessThan(AT_ONCE_ON_A_BUSY_MACHINE);
            }
            assertThat(Load.median(refused)).isLessThan(AT_ONCE_ON_A_BUSY_MACHINE);
            assertThat(untilNormal).isLessThan(Duration.ofSeconds(10));
            long memory = container.memoryMebibytes();
            assertThat(memory).isLessThanOrEqualTo(96);

            System.out.printf(
                    "At 5 x its load, p99 in ms: readiness %d, liveness %d, metrics %d, refusals %d (%d of %d requests);"
                            + " accepted %d; normal %d ms after; %d MiB%n",
                    Load.percentile99(readiness.get()).toMillis(),
                    Load.percentile99(liveness.get()).toMillis(),
                    Load.percentile99(scrapes.get()).toMillis(),
                    Load.percentile99(refused).toMillis(),
                    refused.size(),
                    requests.size(),
                    Load.percentile99(accepted).toMillis(),
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
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> container.get("/prometheus").body().contains("queue_depth 0\n"));
        assertThat(container.get("/load?millis=25").status()).isEqualTo(200);
    }

    @Test
    void refusesNobodyWhoConnectsWhileItStarts() throws IOException {
        try (var container = Container.startWithoutWaiting("0.5", Map.of());
                var early = new Socket(container.address(), 8080)) {
            assertThat(container.log()).as("what it says once it serves").isEmpty();
            early.setSoTimeout(30_000);
            early.getOutputStream().write("GET / HTTP/1.1\r\nHost: t\r\n\r\n".getBytes(UTF_8));
            assertThat(new String(early.getInputStream().readNBytes(15), UTF_8)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    /** Of a thousand from the start on, while the JVM interprets and compiles: those for which serving costs most. */
    @ParameterizedTest
    @CsvSource({"0.5, 16", "2, 60"})
    void burnsTheCpuThatIsAskedForToWithinFourPercentServingIncluded(String cpus, int perSecond)
            throws IOException, InterruptedException {
        try (var container = Container.start(cpus, Map.of())) {
            Duration rest = Duration.ofSeconds(3);
            double started = cpuMillis(container);
            TimeUnit.NANOSECONDS.sleep(rest.toNanos());
            double before = cpuMillis(container);
            double restPerMilli = (before - started) / rest.toMillis();
            long start = System.nanoTime();
            List<Result> requests =
                    Load.open(container.port(), "/load?millis=25", perSecond, Duration.ofMillis(1_000_000 / perSecond));
            double rested = restPerMilli * (System.nanoTime() - start) / 1e6;
            assertThat(requests).hasSizeGreaterThanOrEqualTo(1_000).allMatch(request -> request.status() == 200);
            double each = (cpuMillis(container) - before - rested) / requests.size();
            System.out.printf("On %s CPUs a request for 25 ms costs %.2f ms%n", cpus, each);
            assertThat(each).isBetween(24.0, 26.0);
        }
    }

    @Test
    void isASmallImageThatIsNotRunByRoot() throws IOException {
        assertThat(Long.parseLong(Container.image(".Size"))).isLessThanOrEqualTo(120_000_000);
        assertThat(Container.image(".Config.User")).isEqualTo("65532:65532");
    }

    /** CPU that the container has used, by its cgroup. */
    private static double cpuMillis(Container container) throws IOException {
        return container
                        .get("/prometheus")
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("process_cpu_seconds_total "))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                        .sum()
                * 1_000;
    }

    @Test
    void onSigtermUnderLoadAnswersAllItAcceptedAndExitsWithZero()
            throws IOException, ExecutionException, InterruptedException {
        try (var container = Container.start(Map.of("SCALEPROOF_DRAIN_SECONDS", "6"))) {
            var load = CompletableFuture.supplyAsync(
                    () -> Load.open(container.port(), "/load?millis=10", 15, Duration.ofSeconds(4)));
            await().until(() -> container.get("/prometheus").body().contains("route=\"/load\",status=\"200\""));
            long start = System.nanoTime();
            container.terminate();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> container.get("/health/readiness").status() == 503);
            // The load ends within the drain, as it does where endpoints are withdrawn.
            assertThat(load.get()).allMatch(request -> request.status() == 200);
            assertThat(container.exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(container.log()).contains("all answered");
        }
    }

    @Test
    void onSigtermAnswersWhatStillWaitsToBeBurned() throws IOException {
        try (var container =
                Container.start(Map.of("SCALEPROOF_DRAIN_SECONDS", "0", "SCALEPROOF_QUEUE_MILLIS", "10000"))) {
            List<RawHttp> accepted = new ArrayList<>();
            for (int millis : List.of(2_000, 50, 50, 50, 50, 50, 50, 50, 50, 50)) {
                var request = new RawHttp(container.port());
                request.send("GET /load?millis=" + millis + " HTTP/1.1\r\nHost: t\r\n\r\n");
                accepted.add(request);
            }
            await().until(() -> container.get("/prometheus").body().contains("in_flight 11\n"));
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
            await().until(() -> container.get("/prometheus").body().contains("in_flight 2\n"));
            long start = System.nanoTime();
            container.terminate();
            assertThat(container.exitCode()).isEqualTo(1);
            // Not when the request was through: 5 s of CPU take 10 on half a CPU.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            assertThat(container.log()).contains("Stopped with 1 requests unanswered");
        }
    }

    @Test
    void holdsOutAgainstASlowLoris() throws IOException {
        try (var container = Container.start(Map.of("SCALEPROOF_ARRIVAL_SECONDS", "3"))) {
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
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> container.get("/prometheus").body().contains("scaleproof_connections 1\n"));
        }
    }

    @Test
    void logsItsStartInOneLineAndNothingOfWhatItIsAsked() throws IOException {
        try (var container = Container.start(Map.of("SCALEPROOF_LOG", "json"))) {
            assertThat(container.get("/nowhere").status()).isEqualTo(404);
            assertThat(container.log().lines())
                    .singleElement()
                    .asString()
                    .startsWith("{\"time\":")
                    .containsPattern("Ready on port 8080, \\d+ ms after the process started");
        }
    }

    @Test
    void logsWhatItIsAskedOnDemand() throws IOException {
        try (var container = Container.start(Map.of("SCALEPROOF_ACCESS_LOG", "on"))) {
            container.get("/load?millis=x");
            assertThat(container.log()).containsPattern("INFO access GET /load\\?millis=x 400 \\d+ ms");
        }
    }

    @ParameterizedTest
    @CsvSource({"SCALEPROOF_QUEUE_MILLIS, many", "SCALEPROOF_LOG, xml", "SCALEPROOF_LOG_LEVEL, loud"})
    void refusesWrongSettingsBeforeItStartsInOneLine(String name, String value) throws IOException {
        assertThat(Container.failure(Map.of(name, value)).lines())
                .singleElement()
                .asString()
                .contains("Not started: %s=%s is not allowed".formatted(name, value));
    }

    @Test
    void givesHeldMemoryBackToTheSystem() throws IOException {
        try (var container = Container.start(Map.of())) {
            long before = container.memoryMebibytes();
            assertThat(container.get("/load/memory?mebibytes=64&seconds=5").status())
                    .isEqualTo(200);
            assertThat(container.memoryMebibytes()).isGreaterThan(before + 50);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(container.memoryMebibytes()).isLessThan(before + 16));
        }
    }
}
