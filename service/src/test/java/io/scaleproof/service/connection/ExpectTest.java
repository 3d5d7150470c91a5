package io.scaleproof.service.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.service.RawHttp;
import io.scaleproof.service.RunningService;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code Expect: 100-continue}: nothing here reads a body, so the answer itself comes instead of 100 (RFC 9110, section
 * 10.1.1). By bytes: a client that waits for 100 would send its body later, or not at all.
 */
class ExpectTest {
    @ParameterizedTest
    @CsvSource({"GET /, 200", "GET /load?millis=1, 200", "POST /, 405", "GET /load?millis=x, 400"})
    void isAnsweredWithoutWaitingForTheBody(String request, int status) throws IOException {
        try (var service = RunningService.with(Map.of());
                var http = new RawHttp(service.port())) {
            http.send(request + " HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(status);
        }
    }

    @Test
    void leavesTheBodyNoRequestOfItsOwn() throws IOException {
        try (var service = RunningService.with(Map.of("SCALEPROOF_CONNECTION_SECONDS", "600"));
                var http = new RawHttp(service.port())) {
            String body = "GET /nowhere HTTP/1.1\r\nHost: t\r\n\r\n";
            http.send("GET / HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: " + body.length()
                    + "\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
            http.send(body);
            assertThat(http.get("/load?millis=1").body()).contains("cpuMillis");
        }
    }

    @Test
    void isNoReasonToWaitForABodyThatIsTooLarge() throws IOException {
        try (var service = RunningService.with(Map.of());
                var http = new RawHttp(service.port())) {
            http.send("POST / HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 999999999999\r\n\r\n");
            assertThat(http.answer().status()).isBetween(400, 499);
        }
    }
}
