package io.scaleproof.service.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaleproof.service.RawHttp;
import io.scaleproof.service.RunningService;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By sockets: it is about connections that are kept, given up and refused. */
@Timeout(300)
class DrainTest {
    private static final Duration HANGS_AFTER = Duration.ofSeconds(60);

    @Test
    void fallsFromReadinessButAnswersAndEndsConnectionsUntilAllIsDone()
            throws IOException, ExecutionException, InterruptedException {
        // Time enough to see what goes on while it drains.
        try (var service = RunningService.with(Map.of(
                        "SCALEPROOF_DRAIN_SECONDS",
                        "4",
                        "SCALEPROOF_FINISH_SECONDS",
                        "600",
                        "SCALEPROOF_CONNECTION_SECONDS",
                        "600"));
                var kept = new RawHttp(service.port());
                var inFlight = new RawHttp(service.port())) {
            int port = service.port();
            assertThat(kept.get("/").closes()).isFalse();
            inFlight.send("GET /load?millis=5000 HTTP/1.1\r\nHost: t\r\n\r\n");
            await().atMost(HANGS_AFTER).until(() -> service.metrics().contains("in_flight{uri=\"/load\"} 1.0\n"));

            var drained = CompletableFuture.supplyAsync(
                    () -> service.bean(Drain.class).run());
            await().atMost(HANGS_AFTER)
                    .until(() ->
                            RawHttp.get(service.port(), "/health/readiness").status() == 503);
            assertThat(RawHttp.get(service.port(), "/health/liveness").status()).isEqualTo(200);
            RawHttp.Answer lastAnswer = kept.get("/");
            assertThat(lastAnswer.status()).isEqualTo(200);
            assertThat(lastAnswer.closes()).isTrue();

            assertThat(inFlight.answer().status()).isEqualTo(200);
            assertThat(drained.get()).isTrue();
            assertThat(refused(port)).isTrue();
        }
    }

    @Test
    void endsInTimeAndUncleanWhenARequestIsStuck() throws IOException {
        try (var service =
                        RunningService.with(Map.of("SCALEPROOF_DRAIN_SECONDS", "0", "SCALEPROOF_FINISH_SECONDS", "1"));
                var stuck = new RawHttp(service.port())) {
            stuck.send("GET /load?millis=5000 HTTP/1.1\r\nHost: t\r\n\r\n");
            await().atMost(HANGS_AFTER).until(() -> service.metrics().contains("in_flight{uri=\"/load\"} 1.0\n"));
            assertThat(service.bean(Drain.class).run())
                    .as("it would be clean, had it waited until the request was through")
                    .isFalse();
        }
    }

    @Test
    void isCleanThoughAConnectionThatHasItsAnswerStaysOpen() throws IOException {
        try (var service =
                        RunningService.with(Map.of("SCALEPROOF_DRAIN_SECONDS", "0", "SCALEPROOF_FINISH_SECONDS", "1"));
                var unfinished = new RawHttp(service.port())) {
            unfinished.send("POST /load HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\n");
            assertThat(unfinished.answer().status()).isEqualTo(405);
            assertThat(service.bean(Drain.class).run()).isTrue();
        }
    }

    private static boolean refused(int port) throws IOException {
        try {
            new RawHttp(port).close();
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }
}
