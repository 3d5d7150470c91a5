package io.scaleproof.service.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.scaleproof.service.Asking;
import io.scaleproof.service.RawHttp;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A service in which one request burns and one waits, which is all that may be outstanding: for four seconds of CPU, in
 * which a test asks a question or two, by Micronaut's client. Those two are sent by bytes, and so is what
 * looks at a connection: its end, and the order of its answers.
 */
@MicronautTest(rebuildContext = true)
@Property(name = "scaleproof.burners", value = "1")
@Property(name = "scaleproof.queue-millis", value = "2000")
@Property(name = "scaleproof.connection-seconds", value = "600")
class OverloadTest {
    private static final String LONG_BURN = "GET /load?millis=1000 HTTP/1.1\r\nHost: t\r\n\r\n";
    private static final String LONGER_BURN = "GET /load?millis=3000 HTTP/1.1\r\nHost: t\r\n\r\n";
    private static final String ALL_THAT_MAY_WAIT =
            "000 ms of CPU are still to be burned, which is all that may wait here; try again in a second";

    private static final Duration HANGS_AFTER = Duration.ofSeconds(60);

    @Inject
    @Client("/")
    HttpClient client;

    @Inject
    EmbeddedServer server;

    private RawHttp burning;
    private RawHttp waiting;

    @BeforeEach
    void fill() throws IOException {
        burning = new RawHttp(server.getPort());
        waiting = new RawHttp(server.getPort());
        burning.send(LONG_BURN);
        await().atMost(HANGS_AFTER).until(() -> metrics().contains("in_flight{uri=\"/load\"} 1.0\n"));
        waiting.send(LONGER_BURN);
        await().atMost(HANGS_AFTER).until(() -> metrics().contains("in_flight{uri=\"/load\"} 2.0\n"));
    }

    private String metrics() {
        return client.toBlocking().retrieve("/prometheus");
    }

    private HttpResponse<String> answer(String target) {
        return Asking.get(client, target);
    }

    @AfterEach
    void stop() throws IOException {
        waiting.close();
        burning.close();
    }

    @Test
    void isRefusedAtOnceWhileProbesAndMetricsAnswer() throws IOException {
        HttpResponse<String> refused = answer("/load");
        assertThat(refused.code()).isEqualTo(503);
        assertThat(refused.header(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
        assertThat(refused.header(HttpHeaders.CONTENT_TYPE)).isEqualTo("application/problem+json");
        assertThat(refused.body()).contains(ALL_THAT_MAY_WAIT);
        assertThat(answer("/health/readiness").code()).isEqualTo(200);
        assertThat(metrics())
                .contains("http_server_requests_seconds_count{method=\"GET\",status=\"503\",uri=\"/load\"} 1\n")
                .contains("scaleproof_burn_queue_length 1.0\n");

        assertThat(burning.answer().status()).isEqualTo(200);
        assertThat(waiting.answer().status()).isEqualTo(200);
        assertThat(answer("/load?millis=1").code()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/load?millis=x", "/load?millis=1&millis=2", "/load?milis=1"})
    void isToldOfItsWrongParametersAllTheSame(String target) {
        assertThat(answer(target).code()).isEqualTo(400);
    }

    @Test
    void isToldThatItIsNoUri() throws IOException {
        assertThat(RawHttp.get(server.getPort(), "/load?millis=%zz").status()).isEqualTo(400);
    }

    @Test
    void leavesNothingToBeBurnedForClientsThatHaveGone() throws IOException {
        burning.close();
        waiting.close();
        await().atMost(HANGS_AFTER)
                .untilAsserted(() -> assertThat(answer("/load?millis=1").code()).isEqualTo(200));
        assertThat(burnedSeconds()).as("of the four that were asked for").isLessThan(2);
    }

    private double burnedSeconds() {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("scaleproof_burned_cpu_seconds_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /load/?millis=1", "GET http://host/load?millis=1", "HEAD /load?millis=1"})
    void isRefusedHoweverItIsAskedFor(String request) throws IOException {
        try (var http = new RawHttp(server.getPort())) {
            http.send(request + " HTTP/1.1\r\nHost: t\r\n\r\n");
            RawHttp.Answer refused = request.startsWith("HEAD") ? http.head() : http.answer();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    @Test
    void isAllThatIsRefused() {
        var post = HttpRequest.POST("/load", "");
        assertThat(Asking.ask(client, post).code()).isEqualTo(405);
        assertThat(answer("/load/memory?mebibytes=1&seconds=1").code()).isEqualTo(200);
        assertThat(answer("/").code()).isEqualTo(200);
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
        try (var http = new RawHttp(server.getPort())) {
            RawHttp.Answer refused = http.get("/load");
            assertThat(refused.closes()).isTrue();
            assertThat(http.closedInSilence()).isTrue();
        }
    }
}
