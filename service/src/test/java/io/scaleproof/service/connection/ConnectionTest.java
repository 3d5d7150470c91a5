package io.scaleproof.service.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaleproof.service.RawHttp;
import io.scaleproof.service.RunningService;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    @Test
    void endsAfterItsNumberOfRequests() throws IOException {
        try (var service = RunningService.with(
                        Map.of("SCALEPROOF_CONNECTION_REQUESTS", "3", "SCALEPROOF_CONNECTION_SECONDS", "600"));
                var http = new RawHttp(service.port())) {
            assertThat(http.get("/").closes()).isFalse();
            assertThat(http.get("/").closes()).isFalse();
            assertThat(http.get("/").closes()).isTrue();
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    @Test
    void endsWithAnAnswerOnceItIsOld() throws IOException {
        try (var service = RunningService.with(Map.of("SCALEPROOF_CONNECTION_SECONDS", "1"));
                var http = new RawHttp(service.port())) {
            assertThat(http.get("/").closes()).isFalse();
            await().pollDelay(Duration.ofMillis(1_400)).until(() -> true);
            assertThat(http.get("/").closes()).isTrue();
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    @Test
    void staysOpenAcrossRefusals() throws IOException {
        try (var service = RunningService.with(Map.of("SCALEPROOF_CONNECTION_SECONDS", "600"));
                var http = new RawHttp(service.port())) {
            assertThat(http.get("/load?millis=x").status()).isEqualTo(400);
            assertThat(http.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        try (var service = RunningService.with(Map.of());
                var http = new RawHttp(service.port())) {
            http.send("GET /load?millis=20 HTTP/1.1\r\nHost: t\r\n\r\nGET / HTTP/1.1\r\nHost: t\r\n\r\n");
            assertThat(http.answer().body()).contains("cpuMillis");
            assertThat(http.answer().body()).isEqualTo("Hello from Micronaut!");
        }
    }

    @Test
    void isClosedWhenItsRequestDoesNotArriveInTime() throws IOException {
        try (var service = RunningService.with(Map.of("SCALEPROOF_ARRIVAL_SECONDS", "1"));
                var silent = new RawHttp(service.port());
                var slow = new RawHttp(service.port());
                var otherProtocol = new RawHttp(service.port());
                var slowBody = new RawHttp(service.port())) {
            slow.send("GET / HTTP/1.1\r\nHost:");
            otherProtocol.send("\u0016\u0003\u0001\r\n\r\n");
            slowBody.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 99\r\n\r\nx");
            assertThat(silent.closedInSilence()).isTrue();
            assertThat(slow.closedInSilence()).isTrue();
            assertThat(otherProtocol.closedInSilence()).isTrue();
            assertThat(slowBody.answer().status()).isEqualTo(405);
        }
    }

    @Test
    void mayRestLongerBetweenRequestsThanOneMayTakeToArrive() throws IOException {
        try (var service = RunningService.with(Map.of("SCALEPROOF_ARRIVAL_SECONDS", "1"));
                var http = new RawHttp(service.port())) {
            assertThat(http.get("/").status()).isEqualTo(200);
            await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
            assertThat(http.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void isNotClosedForWhatFollowsARequestThatIsBeingServed() throws IOException {
        try (var service = RunningService.with(Map.of("SCALEPROOF_ARRIVAL_SECONDS", "1"));
                var http = new RawHttp(service.port())) {
            http.send("GET /load?millis=2500 HTTP/1.1\r\nHost: t\r\n\r\n");
            await().until(() -> service.metrics().contains("in_flight 2\n"));
            http.send("GET / HTTP/1.1\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    @Test
    void isClosedWhenItIsOneTooMany() throws IOException {
        try (var service =
                RunningService.with(Map.of("SCALEPROOF_CONNECTIONS", "2", "SCALEPROOF_CONNECTION_SECONDS", "600"))) {
            try (var first = new RawHttp(service.port());
                    var second = new RawHttp(service.port())) {
                assertThat(first.get("/").status()).isEqualTo(200);
                assertThat(second.get("/").status()).isEqualTo(200);
                try (var third = new RawHttp(service.port())) {
                    assertThat(third.closedInSilenceWithin(Duration.ofSeconds(5)))
                            .isTrue();
                }
                assertThat(first.get("/").status()).isEqualTo(200);
            }
            await().ignoreExceptions().until(() -> service.metrics().contains("scaleproof_connections 1\n"));
        }
    }

    @Test
    void countsAClientThatWentAway() throws IOException {
        try (var service = RunningService.with(Map.of())) {
            try (var http = new RawHttp(service.port())) {
                http.send("GET /load?millis=300 HTTP/1.1\r\nHost: t\r\n\r\n");
            }
            await().untilAsserted(() -> assertThat(service.metrics())
                    .contains("scaleproof_http_requests_abandoned_total 1\n")
                    .contains("scaleproof_http_requests_in_flight 1\n"));
        }
    }
}
