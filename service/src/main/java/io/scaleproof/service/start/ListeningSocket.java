package io.scaleproof.service.start;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/**
 * The port, open before anything else is there. A connection that comes while the service starts waits for it in the
 * kernel, where it would be refused otherwise: a kubelet probes once a second, so a probe that is refused 50 ms too early
 * makes the pod ready a second too late.
 */
public record ListeningSocket(ServerSocketChannel channel) {
    private static final int ANY_PORT = 0;
    private static final int MOST_WAITING = 1_024;

    /**
     * Listens on {@code port} of every address.
     *
     * @throws IllegalArgumentException when the port is taken or not allowed
     */
    public static ListeningSocket on(int port) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(new InetSocketAddress(port), MOST_WAITING);
            return new ListeningSocket(channel);
        } catch (BindException e) {
            throw new IllegalArgumentException(
                    "port %d cannot be listened on (%s): set SCALEPROOF_HTTP_PORT to a free one above 1023"
                            .formatted(port, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("port %d cannot be listened on".formatted(port), e);
        }
    }

    public static ListeningSocket onAnyPort() {
        return on(ANY_PORT);
    }
}
