package io.scaleproof.loadtest.target;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.loadtest.load.Tls;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApproachTest {
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void aServerThatAnswersWhateverItSaysIsGoodEnough() {
        answer("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));

        assertThatCode(() -> approach("http")).doesNotThrowAnyException();
    }

    @Test
    void oneThatSpeaksHttp2AloneIsToldFromOneThatDoesNotAnswer() {
        answer(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});

        assertThatThrownBy(() -> approach("http"))
                .isInstanceOf(CouldNotRun.class)
                .hasMessage(
                        "%s does not speak HTTP/1.1, which is what the load is sent in: not an HTTP/1.1 answer: a frame of HTTP/2, it seems",
                        url("http"))
                .extracting(e -> ((CouldNotRun) e).remedy())
                .asString()
                .contains("switch HTTP/1.1 on");
    }

    @Test
    void oneThatHangsUpIsSaidToHangUp() {
        answer(new byte[0]);

        assertThatThrownBy(() -> approach("http"))
                .isInstanceOf(CouldNotRun.class)
                .hasMessage("%s accepts connections and does not answer: connection closed by the server", url("http"));
    }

    @Test
    void oneOfPlainHttpSpeaksNoTls() {
        answer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));

        assertThatThrownBy(() -> approach("https"))
                .isInstanceOf(CouldNotRun.class)
                .hasMessageStartingWith(url("https") + " does not speak TLS: ");
    }

    @Test
    void nobodyAtThePortIsSaid() throws IOException {
        server.close();

        assertThatThrownBy(() -> approach("http"))
                .isInstanceOf(CouldNotRun.class)
                .hasMessageStartingWith("Nothing accepts a connection at " + url("http"));
    }

    private void approach(String scheme) throws CouldNotRun {
        Approach.to(GivenTarget.at(URI.create(url(scheme))), Tls.trustingEverybody(), Optional.empty());
    }

    private String url(String scheme) {
        return "%s://127.0.0.1:%d".formatted(scheme, server.getLocalPort());
    }

    /** Reads the first bytes, says that, and hangs up in order, so that what is said arrives. */
    private void answer(byte[] what) {
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                int _ = socket.getInputStream().read(new byte[1024]);
                socket.getOutputStream().write(what);
                socket.shutdownOutput();
                while (socket.getInputStream().read() >= 0) {
                    // Until the client hangs up, too.
                }
            } catch (IOException e) {
                // The test is over.
                return;
            }
        });
    }
}
