package io.scaleproof.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.scaleproof.service.Asking;
import io.scaleproof.service.RawHttp;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Asked by Micronaut's client, but for requests that have to be left unanswered or are no valid HTTP: those are sent by bytes.
 */
@MicronautTest(rebuildContext = true)
@Property(name = "scaleproof.burners", value = "1")
@Property(name = "scaleproof.queue-millis", value = "500")
@Property(name = "scaleproof.memory-mebibytes", value = "1")
class MetricsTest {
    private static final Duration HANGS_AFTER = Duration.ofSeconds(60);

    @Inject
    @Client("/")
    HttpClient client;

    @Inject
    EmbeddedServer server;

    private int status(String target) {
        return Asking.get(client, target).code();
    }

    /** A connection of a test's own. */
    private RawHttp connection() throws IOException {
        return new RawHttp(server.getPort());
    }

    private double value(String name, Map<String, String> labels) {
        return Scrape.of(client).value(name, labels);
    }

    private static Map<String, String> answer(String method, int status, String uri) {
        return Map.of("method", method, "status", Integer.toString(status), "uri", uri);
    }

    @ParameterizedTest
    @CsvSource({"200,/", "200,/load", "400,/load", "503,/load", "503,/load/memory", "404,other", "503,/health/readiness"
    })
    void aSeriesIsThereWithZeroBeforeItsFirstRequest(int status, String uri) {
        assertThat(value("http_server_requests_seconds", answer("GET", status, uri)))
                .isZero();
    }

    @Test
    void anAnswerIsCountedByMethodStatusAndPath() {
        assertThat(status("/load?millis=1")).isEqualTo(200);
        assertThat(status("/load?millis=0")).isEqualTo(400);
        var brew = HttpRequest.create(HttpMethod.CUSTOM, "/load", "BREW");
        assertThat(Asking.ask(client, brew).code()).isEqualTo(405);
        Scrape scrape = Scrape.of(client);
        assertThat(scrape.value("http_server_requests_seconds", answer("GET", 200, "/load")))
                .isEqualTo(1);
        assertThat(scrape.value("http_server_requests_seconds", answer("GET", 400, "/load")))
                .isEqualTo(1);
        assertThat(scrape.value("http_server_requests_seconds", answer("OTHER", 405, "/load")))
                .as("a client cannot make up series")
                .isEqualTo(1);
    }

    @Test
    void inFlightAreNeitherScrapesNorProbes() throws IOException {
        try (var http = connection();
                var probe = connection()) {
            probe.send("POST /health/liveness HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\n");
            http.send("GET /load?millis=5000 HTTP/1.1\r\nHost: t\r\n\r\n");
            await().atMost(HANGS_AFTER)
                    .until(() -> value("scaleproof_http_requests_in_flight", Map.of("uri", "/load")) == 1);
            assertThat(client.toBlocking()
                            .retrieve("/prometheus")
                            .lines()
                            .filter(line -> line.startsWith("scaleproof_http_requests_in_flight{"))
                            // What the tests of extensions add.
                            .filter(line -> !line.contains("/orders")))
                    .containsExactlyInAnyOrder(
                            "scaleproof_http_requests_in_flight{uri=\"/\"} 0.0",
                            "scaleproof_http_requests_in_flight{uri=\"/load\"} 1.0",
                            "scaleproof_http_requests_in_flight{uri=\"/load/memory\"} 0.0",
                            "scaleproof_http_requests_in_flight{uri=\"/openapi.yaml\"} 0.0",
                            "scaleproof_http_requests_in_flight{uri=\"other\"} 0.0");
        }
        await().atMost(HANGS_AFTER)
                .until(() -> value("scaleproof_http_requests_in_flight", Map.of("uri", "/load")) == 0);
        assertThat(value("scaleproof_http_requests_abandoned_total", Map.of("uri", "/load")))
                .isEqualTo(1);
    }

    @Test
    void theQueueHasALengthALimitAndATimeThatItTakes() throws IOException {
        try (var burning = connection();
                var waiting = connection()) {
            burning.send("GET /load?millis=400 HTTP/1.1\r\nHost: t\r\n\r\n");
            await().atMost(HANGS_AFTER)
                    .until(() -> value("scaleproof_http_requests_in_flight", Map.of("uri", "/load")) == 1);
            waiting.send("GET /load?millis=100 HTTP/1.1\r\nHost: t\r\n\r\n");
            assertThat(burning.answer().status()).isEqualTo(200);
            assertThat(waiting.answer().status()).isEqualTo(200);
        }
        Scrape scrape = Scrape.of(client);
        assertThat(scrape.value("scaleproof_burn_wait_seconds")).isEqualTo(2);
        assertThat(scrape.value("scaleproof_burn_queue_length")).isZero();
        assertThat(scrape.value("scaleproof_burn_backlog_limit_seconds")).isBetween(0.01, 0.5);
        assertThat(scrape.value("scaleproof_connections_limit")).isEqualTo(5_000);
        assertThat(scrape.value("scaleproof_held_memory_limit_bytes")).isEqualTo(1 << 20);
    }

    @Test
    void whatIsToBeBurnedIsInTheBacklogAndWhatComesBeyondIsRefused() throws IOException {
        try (var burning = connection()) {
            burning.send("GET /load?millis=5000 HTTP/1.1\r\nHost: t\r\n\r\n");
            await().atMost(HANGS_AFTER)
                    .untilAsserted(() -> assertThat(Scrape.of(client).value("scaleproof_burn_backlog_seconds"))
                            .isEqualTo(5));
            assertThat(status("/load")).isEqualTo(503);
            assertThat(value("scaleproof_http_requests_refused_total", Map.of("reason", "backlog")))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parameters | GET /load?millis=x HTTP/1.1~Host: t~~",
                "host | GET / HTTP/1.1~Host: a~Host: b~~",
                "head | GARBAGE~~",
                "body | GET / HTTP/1.1~Host: t~Transfer-Encoding: chunked~~zz~",
            })
    void aRefusalIsCountedByItsReasonOnce(String reason, String request) throws IOException {
        try (var http = connection()) {
            http.send(request.replace("~", "\r\n"));
            assertThat(http.answer().status()).isEqualTo(400);
        }
        Scrape scrape = Scrape.of(client);
        for (Refused any : Refused.values()) {
            assertThat(scrape.value("scaleproof_http_requests_refused_total", Map.of("reason", any.label())))
                    .as(any.label())
                    .isEqualTo(any.label().equals(reason) ? 1 : 0);
        }
    }

    @Test
    void memoryThatIsNotThereIsRefusedForIt() {
        assertThat(status("/load/memory?mebibytes=1&seconds=600")).isEqualTo(200);
        assertThat(status("/load/memory?mebibytes=1&seconds=1")).isEqualTo(503);
        assertThat(value("scaleproof_http_requests_refused_total", Map.of("reason", "memory")))
                .isEqualTo(1);
    }

    @Test
    void theBuildSaysItsVersions() {
        assertThat(client.toBlocking().retrieve("/prometheus"))
                .containsPattern("scaleproof_build_info\\{micronaut=\"4\\.[0-9.]+\",version=\"[0-9]+\\.[0-9.]+\"} 1\n");
    }

    @Test
    void aSecondScrapeIsAsGoodAsTheFirst() {
        assertThat(Scrape.of(client).families()).hasSameSizeAs(Scrape.of(client).families());
    }
}
