package io.scaleproof.service.start;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The port, open before anything else is there. A connection that comes while the service starts waits for it in the
 * kernel, where it would be refused otherwise: a kubelet that is refused asks again a second later.
 */
public record ListeningSocket(ServerSocketChannel channel) {
    private static final int ANY_PORT = 0;
    private static final int MOST_WAITING = 1_024;

    /**
     * Listens on {@code port} of every address: on the socket that whoever started this process has opened for it already
     * and left as its standard input (in the image: listen.c), or on one of its own.
     *
     * @throws IllegalArgumentException when the port is taken or not allowed
     */
    public static ListeningSocket on(int port) {
        try {
            if (System.inheritedChannel() instanceof ServerSocketChannel open
                    && open.socket().getLocalPort() == port) {
                keepStandardOutput();
                return new ListeningSocket(open);
            }
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

    /** Listens on a free port. */
    public static ListeningSocket onAnyPort() {
        return on(ANY_PORT);
    }

    /** The JDK closes the standard streams together with an inherited socket, and the log has a last line after that. */
    private static void keepStandardOutput() {
        try {
            System.setOut(new PrintStream(new FileOutputStream("/dev/stdout", true), true, StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            // Not allowed here: the log lacks that line.
        }
    }
}
