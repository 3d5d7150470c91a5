package io.scaleproof.service.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaleproof.service.RawHttp;
import io.scaleproof.service.RunningService;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A service in which one request burns and one waits, which is all that may be outstanding: for four seconds of CPU, in
 * which a test asks a question or two.
 */
class OverloadTest {
    private static final String LONG_BURN = "GET /load?millis=1000 HTTP/1.1\r\nHost: t\r\n\r\n";
    private static final String LONGER_BURN = "GET /load?millis=3000 HTTP/1.1\r\nHost: t\r\n\r\n";
    private static final String ALL_THAT_MAY_WAIT =
            "000 ms of CPU are still to be burned, which is all that may wait here; try again in a second";

    private static final Duration HANGS_AFTER = Duration.ofSeconds(60);

    private RunningService service;
    private RawHttp burning;
    private RawHttp waiting;

    @BeforeEach
    void fill() throws IOException {
        service = RunningService.with(Map.of(
                "SCALEPROOF_BURNERS", "1", "SCALEPROOF_QUEUE_MILLIS", "2000", "SCALEPROOF_CONNECTION_SECONDS", "600"));
        burning = new RawHttp(service.port());
        waiting = new RawHttp(service.port());
        burning.send(LONG_BURN);
        await().atMost(HANGS_AFTER).until(() -> service.metrics().contains("in_flight{uri=\"/load\"} 1.0\n"));
        waiting.send(LONGER_BURN);
        await().atMost(HANGS_AFTER).until(() -> service.metrics().contains("in_flight{uri=\"/load\"} 2.0\n"));
    }

    @AfterEach
    void stop() throws IOException {
        waiting.close();
        burning.close();
        service.close();
    }

    @Test
    void isRefusedAtOnceWhileProbesAndMetricsAnswer() throws IOException {
        RawHttp.Answer refused = RawHttp.get(service.port(), "/load");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers())
                .containsEntry("retry-after", "1")
                .containsEntry("content-type", "application/problem+json");
        assertThat(refused.body()).contains(ALL_THAT_MAY_WAIT);
        assertThat(RawHttp.get(service.port(), "/health/readiness").status()).isEqualTo(200);
        assertThat(service.metrics())
                .contains("http_server_requests_seconds_count{method=\"GET\",status=\"503\",uri=\"/load\"} 1\n")
                .contains("scaleproof_burn_queue_length 1.0\n");

        assertThat(burning.answer().status()).isEqualTo(200);
        assertThat(waiting.answer().status()).isEqualTo(200);
        assertThat(RawHttp.get(service.port(), "/load?millis=1").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/load?millis=x", "/load?millis=1&millis=2", "/load?milis=1", "/load?millis=%zz"})
    void isToldOfItsWrongParametersAllTheSame(String target) throws IOException {
        assertThat(RawHttp.get(service.port(), target).status()).isEqualTo(400);
    }

    @Test
    void leavesNothingToBeBurnedForClientsThatHaveGone() throws IOException {
        burning.close();
        waiting.close();
        await().atMost(HANGS_AFTER)
                .untilAsserted(() -> assertThat(
                                RawHttp.get(service.port(), "/load?millis=1").status())
                        .isEqualTo(200));
        assertThat(burnedSeconds()).as("of the four that were asked for").isLessThan(2);
    }

    private double burnedSeconds() throws IOException {
        return service.metrics()
                .lines()
                .filter(line -> line.startsWith("scaleproof_burned_cpu_seconds_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /load/?millis=1", "GET http://host/load?millis=1", "HEAD /load?millis=1"})
    void isRefusedHoweverItIsAskedFor(String request) throws IOException {
        try (var http = new RawHttp(service.port())) {
            http.send(request + " HTTP/1.1\r\nHost: t\r\n\r\n");
            RawHttp.Answer refused = request.startsWith("HEAD") ? http.head() : http.answer();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    @Test
    void isAllThatIsRefused() throws IOException {
        try (var post = new RawHttp(service.port())) {
            post.send("POST /load HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n");
            assertThat(post.answer().status()).isEqualTo(405);
        }
        assertThat(RawHttp.get(service.port(), "/load/memory?mebibytes=1&seconds=1")
                        .status())
                .isEqualTo(200);
        assertThat(RawHttp.get(service.port(), "/").status()).isEqualTo(200);
    }

    @Test
    void isRefusedWithoutOvertakingAnEarlierRequestOfItsConnection() throws IOException {
        waiting.send("GET /load?millis=1 HTTP/1.1\r\nHost: t\r\n\r\n");
        assertThat(waiting.answer().body()).contains("cpuMillis");
        assertThat(waiting.answer().status()).isEqualTo(503);
        assertThat(waiting.closedInSilence()).isTrue();
    }

    @Test
    void endsTheConnectionOfWhoIsRefused() throws IOException {
        try (var http = new RawHttp(service.port())) {
            RawHttp.Answer refused = http.get("/load");
            assertThat(refused.closes()).isTrue();
            assertThat(http.closedInSilence()).isTrue();
        }
    }
}
