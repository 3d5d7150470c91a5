package io.scaleproof.service.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.service.RawHttp;
import io.scaleproof.service.RunningService;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListeningSocketTest {
    @Test
    void keepsWhatIsAskedBeforeTheServiceIsThereAndTheServiceAnswersIt() throws IOException {
        var socket = ListeningSocket.onAnyPort();
        try (var early = new RawHttp(port(socket))) {
            early.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
            try (var service = RunningService.on(socket, Map.of())) {
                assertThat(early.answer().status()).isEqualTo(200);
                assertThat(service.port()).isEqualTo(port(socket));
            }
        }
    }

    @Test
    void namesThePortThatIsTakenAndTheSettingForAnother() throws IOException {
        var other = ListeningSocket.onAnyPort();
        try (var taken = other.channel()) {
            assertThatThrownBy(() -> ListeningSocket.on(port(other)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("port " + port(other), "Address already in use", "SCALEPROOF_HTTP_PORT");
            assertThat(taken.isOpen()).isTrue();
        }
    }

    private static int port(ListeningSocket socket) {
        return socket.channel().socket().getLocalPort();
    }
}
