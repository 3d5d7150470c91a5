package io.scaleproof.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaleproof.service.RawHttp;
import io.scaleproof.service.container.Load.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ContainerIT {
    /** Half a CPU serves 20 requests of 25 ms a second. */
    private static final int FIVE_TIMES_TOO_MANY = 100;

    private static final Duration AT_ONCE = Duration.ofMillis(250);

    @Test
    void underFiveTimesItsLoadRefusesTheSurplusAtOnceAndStaysHealthy()
            throws IOException, ExecutionException, InterruptedException {
        try (var container = Container.start(Map.of())) {
            var load = CompletableFuture.supplyAsync(
                    () -> Load.open(container.port(), "/load?millis=25", FIVE_TIMES_TOO_MANY, Duration.ofSeconds(30)));
            List<Result> probes = Load.open(container.port(), "/health/readiness", 10, Duration.ofSeconds(30));
            List<Result> scrapes = Load.open(container.port(), "/prometheus", 2, Duration.ofSeconds(1));
            List<Result> requests = load.get();

            assertThat(probes).allMatch(probe -> probe.status() == 200);
            assertThat(scrapes).allMatch(scrape -> scrape.status() == 200);
            assertThat(Load.percentile99(probes)).isLessThan(AT_ONCE);
            assertThat(requests).allMatch(request -> request.status() == 200 || request.status() == 503);
            List<Result> refused =
                    requests.stream().filter(request -> request.status() == 503).toList();
            assertThat(refused).hasSizeGreaterThan(requests.size() / 2).allMatch(Result::retryAfter);
            assertThat(Load.percentile99(refused)).isLessThan(AT_ONCE);
            assertThat(container.memoryMebibytes()).isLessThan(96);

            await().atMost(Duration.ofSeconds(5))
                    .until(() -> container.get("/prometheus").body().contains("queue_depth 0\n"));
            assertThat(container.get("/load?millis=25").status()).isEqualTo(200);
        }
    }

    @Test
    void onSigtermUnderLoadAnswersAllItAcceptedAndExitsWithZero()
            throws IOException, ExecutionException, InterruptedException {
        try (var container = Container.start(Map.of("SCALEPROOF_DRAIN_SECONDS", "3"))) {
            var load = CompletableFuture.supplyAsync(
                    () -> Load.open(container.port(), "/load?millis=10", 15, Duration.ofSeconds(4)));
            await().until(() -> container.get("/prometheus").body().contains("route=\"/load\",status=\"200\""));
            long start = System.nanoTime();
            container.terminate();
            await().atMost(Duration.ofSeconds(1))
                    .until(() -> container.get("/health/readiness").status() == 503);
            // The load ends within the drain, as it does where endpoints are withdrawn.
            assertThat(load.get()).allMatch(request -> request.status() == 200);
            assertThat(container.exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(container.log()).contains("all answered");
        }
    }

    @Test
    void onSigtermWithAStuckRequestEndsInTimeAndSaysSo() throws IOException {
        try (var container =
                        Container.start(Map.of("SCALEPROOF_DRAIN_SECONDS", "0", "SCALEPROOF_FINISH_SECONDS", "2"));
                var stuck = new RawHttp(container.port())) {
            stuck.send("GET /load?millis=5000 HTTP/1.1\r\nHost: t\r\n\r\n");
            await().until(() -> container.get("/prometheus").body().contains("in_flight 2\n"));
            container.terminate();
            assertThat(container.exitCode()).isEqualTo(1);
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
            assertThat(container.get("/prometheus").body()).contains("scaleproof_connections 1\n");
        }
    }

    @Test
    void refusesWrongSettingsBeforeItStarts() throws IOException {
        assertThat(Container.failure(Map.of("SCALEPROOF_QUEUE", "many")))
                .contains("Not started: SCALEPROOF_QUEUE=many is not allowed");
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
