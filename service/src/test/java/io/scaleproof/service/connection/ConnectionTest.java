package io.scaleproof.service.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.service.RawHttp;
import io.scaleproof.service.RunningService;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which connections stay and which end: by sockets, since a client would make new ones without saying so. */
class ConnectionTest {
    private static final Map<String, String> AT_MOST_TWO = Map.of(
            "SCALEPROOF_CONNECTIONS",
            "2",
            "SCALEPROOF_CONNECTION_SECONDS",
            "600",
            // Not closed for want of a request.
            "SCALEPROOF_ARRIVAL_SECONDS",
            "600");

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

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
            await().until(() -> http.get("/").closes());
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    @Test
    void staysOpenWhileItIsYoung() throws IOException {
        try (var service = RunningService.with(Map.of("SCALEPROOF_CONNECTION_SECONDS", "600"));
                var http = new RawHttp(service.port())) {
            for (int i = 0; i < 20; i++) {
                assertThat(http.get("/").closes()).isFalse();
            }
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
                var slow = new RawHttp(service.port())) {
            slow.send("GET / HTTP/1.1\r\nHost:");
            assertThat(silent.closedInSilence()).isTrue();
            assertThat(slow.closedInSilence()).isTrue();
        }
    }

    @Test
    void isAnsweredThoughTheBodyOfItsRequestIsSlow() throws IOException {
        try (var service = RunningService.with(Map.of());
                var slowBody = new RawHttp(service.port())) {
            slowBody.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 99\r\n\r\nx");
            assertThat(slowBody.answer().status()).isEqualTo(405);
        }
    }

    @Test
    void mayRestLongerBetweenRequestsThanOneMayTakeToArrive() throws IOException {
        try (var service = RunningService.with(Map.of("SCALEPROOF_ARRIVAL_SECONDS", "1"));
                var http = answered(service.port())) {
            await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
            assertThat(http.get("/").status()).isEqualTo(200);
        }
    }

    /** A connection that has had an answer; one that this machine was too slow to use in time makes place for the next. */
    private static RawHttp answered(int port) {
        return await().ignoreExceptions()
                .until(
                        () -> {
                            var http = new RawHttp(port);
                            assertThat(http.get("/").status()).isEqualTo(200);
                            return http;
                        },
                        Objects::nonNull);
    }

    @Test
    void isNotClosedForWhatFollowsARequestThatIsBeingServed() throws IOException {
        try (var service = RunningService.with(Map.of("SCALEPROOF_ARRIVAL_SECONDS", "1"));
                var http = new RawHttp(service.port())) {
            http.send("GET /load?millis=5000 HTTP/1.1\r\nHost: t\r\n\r\n");
            await().until(() -> service.metrics().contains("in_flight{uri=\"/load\"} 1.0\n"));
            http.send("GET / HTTP/1.1\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    @Test
    @Timeout(60)
    void isClosedWhenHalfARequestCameWithTheOneBeforeIt() throws IOException {
        try (var service = RunningService.with(
                        Map.of("SCALEPROOF_ARRIVAL_SECONDS", "1", "SCALEPROOF_CONNECTION_SECONDS", "600"));
                var http = answered(service.port())) {
            http.send("GET / HTTP/1.1\r\nHost: t\r\n\r\nGET / HTTP/1.1\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    @Test
    void isClosedWhenItHasRestedLongestAndTheNextIsOneTooMany() throws IOException {
        try (var service = RunningService.with(AT_MOST_TWO)) {
            try (var first = new RawHttp(service.port());
                    var second = new RawHttp(service.port())) {
                assertThat(second.get("/").status()).isEqualTo(200);
                assertThat(first.get("/").status()).isEqualTo(200);
                try (var third = new RawHttp(service.port())) {
                    assertThat(second.closedInSilence()).isTrue();
                    assertThat(third.get("/health/liveness").status()).isEqualTo(200);
                    assertThat(first.get("/").status()).isEqualTo(200);
                }
            }
            await().ignoreExceptions().until(() -> service.metrics().contains("scaleproof_connections 1.0\n"));
            assertThat(service.metrics()).contains("scaleproof_connections_evicted_total 1.0\n");
        }
    }

    @Test
    void isNotClosedForAnotherWhileItWaitsForItsAnswer() throws IOException {
        try (var service = RunningService.with(AT_MOST_TWO);
                var first = new RawHttp(service.port());
                var second = new RawHttp(service.port())) {
            first.send("GET /load?millis=700 HTTP/1.1\r\nHost: t\r\n\r\n");
            second.send("GET /load?millis=700 HTTP/1.1\r\nHost: t\r\n\r\n");
            await().until(() -> service.metrics().contains("in_flight{uri=\"/load\"} 2.0\n"));
            assertThat(RawHttp.get(service.port(), "/health/readiness").status())
                    .isEqualTo(200);
            assertThat(first.answer().status()).isEqualTo(200);
            assertThat(second.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void leavesProbesTheirPlaceHoweverManyHoldHalfARequest() throws IOException {
        try (var service = RunningService.with(AT_MOST_TWO)) {
            List<RawHttp> halves = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                halves.add(new RawHttp(service.port()));
                halves.getLast().send("GET / HTTP/1.1\r\nX-");
                assertThat(RawHttp.get(service.port(), "/health/liveness").status())
                        .isEqualTo(200);
            }
            for (RawHttp half : halves) {
                half.close();
            }
        }
    }

    @Test
    void countsAClientThatWentAway() throws IOException {
        try (var service = RunningService.with(Map.of())) {
            // One whose answer was faster than its going away is none.
            await().until(() -> {
                try (var http = new RawHttp(service.port())) {
                    http.send("GET /load?millis=300 HTTP/1.1\r\nHost: t\r\n\r\n");
                }
                return !service.metrics().contains("scaleproof_http_requests_abandoned_total{uri=\"/load\"} 0.0\n");
            });
            await().until(() -> service.metrics().contains("in_flight{uri=\"/load\"} 0.0\n"));
        }
    }
}
