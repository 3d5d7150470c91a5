package io.scaleproof.service.metrics;

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
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {
    private static final Duration HANGS_AFTER = Duration.ofSeconds(60);

    private RunningService service;

    @BeforeEach
    void start() {
        service = RunningService.with(Map.of(
                "SCALEPROOF_BURNERS", "1", "SCALEPROOF_QUEUE_MILLIS", "500", "SCALEPROOF_MEMORY_MEBIBYTES", "1"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private double value(String name, Map<String, String> labels) throws IOException {
        return Scrape.of(service).value(name, labels);
    }

    private static Map<String, String> answer(String method, int status, String uri) {
        return Map.of("method", method, "status", Integer.toString(status), "uri", uri);
    }

    @ParameterizedTest
    @CsvSource({"200,/", "200,/load", "400,/load", "503,/load", "503,/load/memory", "404,other", "503,/health/readiness"
    })
    void aSeriesIsThereWithZeroBeforeItsFirstRequest(int status, String uri) throws IOException {
        assertThat(value("http_server_requests_seconds", answer("GET", status, uri)))
                .isZero();
    }

    @Test
    void anAnswerIsCountedByMethodStatusAndPath() throws IOException {
        RawHttp.get(service.port(), "/load?millis=1");
        RawHttp.get(service.port(), "/load?millis=0");
        try (var http = new RawHttp(service.port())) {
            http.send("BREW /load HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(405);
        }
        Scrape scrape = Scrape.of(service);
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
        try (var http = new RawHttp(service.port());
                var probe = new RawHttp(service.port())) {
            probe.send("POST /health/liveness HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\n");
            http.send("GET /load?millis=5000 HTTP/1.1\r\nHost: t\r\n\r\n");
            await().atMost(HANGS_AFTER)
                    .until(() -> value("scaleproof_http_requests_in_flight", Map.of("uri", "/load")) == 1);
            assertThat(service.metrics().lines().filter(line -> line.startsWith("scaleproof_http_requests_in_flight{")))
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
        try (var burning = new RawHttp(service.port());
                var waiting = new RawHttp(service.port())) {
            burning.send("GET /load?millis=400 HTTP/1.1\r\nHost: t\r\n\r\n");
            await().atMost(HANGS_AFTER)
                    .until(() -> value("scaleproof_http_requests_in_flight", Map.of("uri", "/load")) == 1);
            waiting.send("GET /load?millis=100 HTTP/1.1\r\nHost: t\r\n\r\n");
            assertThat(burning.answer().status()).isEqualTo(200);
            assertThat(waiting.answer().status()).isEqualTo(200);
        }
        Scrape scrape = Scrape.of(service);
        assertThat(scrape.value("scaleproof_burn_wait_seconds")).isEqualTo(2);
        assertThat(scrape.value("scaleproof_burn_queue_length")).isZero();
        assertThat(scrape.value("scaleproof_burn_backlog_limit_seconds")).isBetween(0.01, 0.5);
        assertThat(scrape.value("scaleproof_connections_limit")).isEqualTo(5_000);
        assertThat(scrape.value("scaleproof_held_memory_limit_bytes")).isEqualTo(1 << 20);
    }

    @Test
    void whatIsToBeBurnedIsInTheBacklogAndWhatComesBeyondIsRefused() throws IOException {
        try (var burning = new RawHttp(service.port());
                var refused = new RawHttp(service.port())) {
            burning.send("GET /load?millis=5000 HTTP/1.1\r\nHost: t\r\n\r\n");
            await().atMost(HANGS_AFTER)
                    .untilAsserted(() -> assertThat(Scrape.of(service).value("scaleproof_burn_backlog_seconds"))
                            .isEqualTo(5));
            assertThat(refused.get("/load").status()).isEqualTo(503);
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
        try (var http = new RawHttp(service.port())) {
            http.send(request.replace("~", "\r\n"));
            assertThat(http.answer().status()).isEqualTo(400);
        }
        Scrape scrape = Scrape.of(service);
        for (Refused any : Refused.values()) {
            assertThat(scrape.value("scaleproof_http_requests_refused_total", Map.of("reason", any.label())))
                    .as(any.label())
                    .isEqualTo(any.label().equals(reason) ? 1 : 0);
        }
    }

    @Test
    void memoryThatIsNotThereIsRefusedForIt() throws IOException {
        assertThat(RawHttp.get(service.port(), "/load/memory?mebibytes=1&seconds=600")
                        .status())
                .isEqualTo(200);
        assertThat(RawHttp.get(service.port(), "/load/memory?mebibytes=1&seconds=1")
                        .status())
                .isEqualTo(503);
        assertThat(value("scaleproof_http_requests_refused_total", Map.of("reason", "memory")))
                .isEqualTo(1);
    }

    @Test
    void theBuildSaysItsVersions() throws IOException {
        assertThat(service.metrics())
                .containsPattern("scaleproof_build_info\\{micronaut=\"4\\.[0-9.]+\",version=\"[0-9]+\\.[0-9.]+\"} 1\n");
    }

    @Test
    void aSecondScrapeIsAsGoodAsTheFirst() throws IOException {
        assertThat(Scrape.of(service).families())
                .hasSameSizeAs(Scrape.of(service).families());
    }
}
