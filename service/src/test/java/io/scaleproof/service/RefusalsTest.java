package io.scaleproof.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.service.RawHttp.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
    private static final String CHUNKED_GET = "GET / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";

    @RegisterExtension
    static final SharedService service = new SharedService(
            // No connection is closed for want of another request.
            Map.of("SCALEPROOF_ARRIVAL_SECONDS", "600"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/load?millis=-1 | 400 | millis=-1 is not allowed; give a whole number from 1 to 5000, or leave it out for 25",
                "/load?millis=0 | 400 | millis=0 is not allowed",
                "/load?millis=5001 | 400 | millis=5001 is not allowed",
                "/load?millis=99999999999999999999 | 400 | millis=99999999999999999999 is not allowed",
                "/load?millis=abc | 400 | millis=abc is not allowed",
                "/load?millis=2.5 | 400 | millis=2.5 is not allowed",
                "/load?millis= | 400 | millis= is not allowed",
                "/load?millis=%3Cscript%3E | 400 | millis=<script> is not allowed",
                "/load?millis=1&millis=2 | 400 | millis is given 2 times; give it once",
                "/load?milis=5 | 400 | milis is not a parameter here; there is millis",
                "/load?millis=%zz | 400 | Malformed URI",
                "/load/memory?mebibytes=97 | 400 | mebibytes=97 is not allowed; give a whole number from 1 to 96",
                "/load/memory?mebibytes=0 | 400 | mebibytes=0 is not allowed",
                "/load/memory?mebibytes=1&seconds=601 | 400 | seconds=601 is not allowed",
                "/load/memory?size=1 | 400 | size is not a parameter here; there is mebibytes and seconds",
                "/nowhere | 404 | Not Found",
                "/load/ | 200 | cpuMillis",
                "/load/nowhere | 404 | Not Found",
                "/health/nowhere | 404 | Not Found",
                "//../etc/passwd | 404 | Not Found",
            })
    void saysWhatWasGivenAndWhatIsAllowed(String target, int status, String detail) throws IOException {
        Answer answer = RawHttp.get(service.port(), target);
        assertThat(answer.status()).isEqualTo(status);
        if (status >= 400) {
            assertProblem(answer, status);
        }
        assertThat(answer.body()).contains(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
    void refusesOtherMethodsAndNamesTheAllowedOnes(String method) throws IOException {
        try (var http = new RawHttp(service.port())) {
            http.send(method + " /load HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\n\r\n{}");
            Answer answer = http.answer();
            assertProblem(answer, 405);
            assertThat(answer.headers().get("allow")).contains("GET").contains("HEAD");
        }
    }

    @Test
    void refusesAQueryOf64KibibytesWithoutRepeatingIt() throws IOException {
        Answer answer = RawHttp.get(service.port(), "/load?millis=" + "9".repeat(64 * 1024));
        assertThat(answer.status()).isBetween(400, 499);
        assertProblem(answer, answer.status());
        assertThat(answer.body()).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /?%s HTTP/1.1\r\nHost: test\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nX-Large: %s\r\n\r\n",
                "GET / HTTP/1.1\r\nX-Large: %s\r\nHost: test\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: %s\r\n\r\n",
            })
    void saysOfWhatIsTooLargeThatItIsWhereverHostStands(String request) throws IOException {
        try (var http = new RawHttp(service.port())) {
            http.send(request.formatted("x".repeat(20_000)));
            assertProblem(http.answer(), 413);
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "\u0016\u0003\u0001\r\n\r\n",
                "GET / HTTP/1.1\nHost: test\n\n",
                "GET / HTTP/1.1\r\nHost: test\r\nBad Header: 1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n",
            })
    void answersBrokenHttpAndCloses(String bytes) throws IOException {
        try (var http = new RawHttp(service.port())) {
            http.send(bytes);
            Answer answer = http.answer();
            assertThat(answer.status()).isBetween(400, 499);
            assertProblem(answer, answer.status());
            assertThat(http.closedInSilence()).isTrue();
        }
        assertThat(RawHttp.get(service.port(), "/health/liveness").status()).isEqualTo(200);
    }

    @Test
    void closesAfterABrokenBodyOfARequestThatIsAnsweredAlready() throws IOException {
        try (var http = new RawHttp(service.port())) {
            http.send("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertProblem(http.answer(), 405);
            http.send("zz\r\n");
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", "GET /load", "HEAD /load", "POST /"})
    void refusesABrokenBodyWhoeverWouldHaveReadIt(String request) throws IOException {
        try (var http = new RawHttp(service.port())) {
            http.send(request + " HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
            if (request.startsWith("HEAD")) {
                assertThat(http.head().status()).isEqualTo(400);
            } else {
                assertProblem(http.answer(), 400);
            }
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    @Test
    void refusesABodyThatBreaksWhileItsRequestIsServed() throws IOException {
        try (var http = new RawHttp(service.port())) {
            http.send("GET /load?millis=500 HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
            http.send("zz\r\n");
            assertProblem(http.answer(), 400);
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    @Test
    void refusesABrokenBodyOnlyWhenTheRequestsBeforeItAreAnswered() throws IOException {
        try (var http = new RawHttp(service.port())) {
            http.send("GET /load?millis=200 HTTP/1.1\r\nHost: test\r\n\r\n%szz\r\n".formatted(CHUNKED_GET));
            assertThat(http.answer().body()).contains("cpuMillis");
            assertProblem(http.answer(), 400);
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    /** Who reads the one and who reads the other see different requests (RFC 9112, section 6.1). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: xchunked",
            })
    void refusesABodyWhoseLengthCanBeReadInTwoWays(String headers) throws IOException {
        try (var http = new RawHttp(service.port())) {
            http.send("POST / HTTP/1.1\r\nHost: test\r\n" + headers
                    + "\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: test\r\n\r\n");
            assertProblem(http.answer(), 400);
            assertThat(http.closedInSilence())
                    .as("nothing of what follows is a request")
                    .isTrue();
        }
    }

    @Test
    void servesOldHttpWithoutAHost() throws IOException {
        try (var http = new RawHttp(service.port())) {
            http.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(answer.body())
                .startsWith("{\"title\":")
                .contains("\"status\":" + status)
                .contains("\"detail\":")
                .doesNotContain("Exception", "\tat ", "io.micronaut", "java.");
    }
}
