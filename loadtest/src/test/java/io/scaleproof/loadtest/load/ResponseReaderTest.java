package io.scaleproof.loadtest.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.loadtest.load.HttpConnection.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {

    @Test
    void readsStatusBodyAndThePodInIt() throws IOException {
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n{\"x\":1,\"pod\" : \"web-7\"}"))
                .isEqualTo(new Response(200, Optional.of("web-7"), true));
    }

    @Test
    void thePodsHeaderStandsAboveTheBody() throws IOException {
        assertThat(read("HTTP/1.1 200 OK\r\nX-Pod: head\r\nContent-Length: 14\r\n\r\n{\"pod\":\"body\"}")
                        .pod())
                .contains("head");
    }

    @Test
    void anAnswerMayBeChunkedWithTrailers() throws IOException {
        assertThat(read(String.join(
                        "\r\n",
                        "HTTP/1.1 200 OK",
                        "Transfer-Encoding: chunked",
                        "",
                        "8;x=y",
                        "{\"pod\":\"",
                        "6",
                        "web-7\"",
                        "0",
                        "Trailer: 1",
                        "",
                        "")))
                .isEqualTo(new Response(200, Optional.of("web-7"), true));
    }

    @Test
    void whatOnlyAnnouncesAnAnswerIsNone() throws IOException {
        assertThat(read(String.join(
                        "\r\n",
                        "HTTP/1.1 103 Early Hints",
                        "Link: </a.css>",
                        "",
                        "HTTP/1.1 100 Continue",
                        "",
                        "HTTP/1.1 201 Created",
                        "Content-Length: 0",
                        "",
                        "")))
                .isEqualTo(new Response(201, Optional.empty(), true));
    }

    @Test
    void aConnectionThatTheServerClosesIsNotReusable() throws IOException {
        assertThat(read("HTTP/1.1 503 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"))
                .isEqualTo(new Response(503, Optional.empty(), false));
    }

    @Test
    void aBodyWithoutALengthEndsWithTheConnection() throws IOException {
        assertThat(read("HTTP/1.1 200 OK\r\n\r\n{\"pod\":\"web-7\"}"))
                .isEqualTo(new Response(200, Optional.of("web-7"), false));
    }

    @Test
    void twoAnswersOnOneConnectionAreToldApart() throws IOException {
        ResponseReader reader = reader("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                + "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        assertThat(reader.read().status()).isEqualTo(200);
        assertThat(reader.read().status()).isEqualTo(404);
    }

    @Test
    void anAnswerThatComesByteByByteIsTheSame() throws IOException {
        ByteArrayInputStream answer = new ByteArrayInputStream(
                "HTTP/1.1 200 OK\r\nDate: today\r\nX-Pod: web-7\r\nContent-Length: 2\r\n\r\nok".getBytes(ISO_8859_1));
        ReadableByteChannel channel = Channels.newChannel(new InputStream() {
            @Override
            public int read() {
                return answer.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return answer.read(into, offset, Math.min(1, length));
            }
        });
        assertThat(new ResponseReader(channel).read()).isEqualTo(new Response(200, Optional.of("web-7"), true));
    }

    @Test
    void aLineMayEndWithoutACarriageReturn() throws IOException {
        assertThat(read("HTTP/1.1 200 OK\nX-Pod: web-7\nContent-Length: 2\n\nok"))
                .isEqualTo(new Response(200, Optional.of("web-7"), true));
    }

    @Test
    void aLineThatDoesNotEndIsAnError() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nX-Pod: " + "x".repeat(20_000)))
                .hasMessage("a line of more than 16384 bytes");
    }

    @Test
    void namesOfHeadersAreReadInAnyCaseAndToTheirEnd() throws IOException {
        assertThat(
                        read(
                                "HTTP/1.1 200 OK\r\nX-PODS: no\r\nx-Pod: web-7\r\nY-Pod: no\r\nCONNECTION: Close\r\ncontent-LENGTH: 0\r\n\r\n"))
                .isEqualTo(new Response(200, Optional.of("web-7"), false));
    }

    @Test
    void aBodyThatBreaksOffIsAnError() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"))
                .hasMessage("connection closed by the server");
    }

    @Test
    void whatIsNotHttpIsAnError() {
        assertThatThrownBy(() -> read("SSH-2.0-OpenSSH\r\n")).hasMessage("not an HTTP/1.1 answer: SSH-2.0-OpenSSH");
    }

    @Test
    void aLengthThatIsNoNumberIsAnError() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"))
                .hasMessage("not a number: many");
    }

    private static Response read(String answer) throws IOException {
        return reader(answer).read();
    }

    private static ResponseReader reader(String answer) {
        return new ResponseReader(Channels.newChannel(new ByteArrayInputStream(answer.getBytes(ISO_8859_1))));
    }
}
