package io.scaleproof.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.scaleproof.service.RawHttp.Answer;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that are no valid HTTP, byte by byte: Micronaut's client, with which other tests ask, would refuse to send them.
 */
@MicronautTest
// No connection is closed for want of another request.
@Property(name = "scaleproof.arrival-seconds", value = "600")
class BrokenHttpTest {
    private static final String CHUNKED_GET = "GET / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Inject
    EmbeddedServer server;

    /** Which Micronaut's client would not send. */
    @ParameterizedTest
    @ValueSource(strings = {"/load?millis=%zz", "//../etc/passwd"})
    void refusesAPathThatIsNoUri(String target) throws IOException {
        Answer answer = RawHttp.get(server.getPort(), target);
        assertProblem(answer, target.startsWith("/load") ? 400 : 404);
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
        try (var http = new RawHttp(server.getPort())) {
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
        try (var http = new RawHttp(server.getPort())) {
            http.send(bytes);
            Answer answer = http.answer();
            assertThat(answer.status()).isBetween(400, 499);
            assertProblem(answer, answer.status());
            assertThat(http.closedInSilence()).isTrue();
        }
        assertThat(RawHttp.get(server.getPort(), "/health/liveness").status()).isEqualTo(200);
    }

    @Test
    void closesAfterABrokenBodyOfARequestThatIsAnsweredAlready() throws IOException {
        try (var http = new RawHttp(server.getPort())) {
            http.send("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertProblem(http.answer(), 405);
            http.send("zz\r\n");
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", "GET /load", "HEAD /load", "POST /"})
    void refusesABrokenBodyWhoeverWouldHaveReadIt(String request) throws IOException {
        try (var http = new RawHttp(server.getPort())) {
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
        try (var http = new RawHttp(server.getPort())) {
            http.send("GET /load?millis=500 HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
            http.send("zz\r\n");
            assertProblem(http.answer(), 400);
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    @Test
    void refusesABrokenBodyOnlyWhenTheRequestsBeforeItAreAnswered() throws IOException {
        try (var http = new RawHttp(server.getPort())) {
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
        try (var http = new RawHttp(server.getPort())) {
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
        try (var http = new RawHttp(server.getPort())) {
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
