package io.scaleproof.loadtest.load;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * The HTTP/1.1 server that requests go to.
 *
 * @param addresses where it is; no request waits for a name server
 * @param authority the {@code Host} header
 * @param serverName whom it has to be by its certificate
 * @param tls whom to believe; empty for plain HTTP
 */
public record Endpoint(HostAddresses addresses, String authority, String serverName, Optional<Tls> tls) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final Duration TRIED_FOR = Duration.ofSeconds(10);

    /** The server of a URL with plain HTTP. */
    public static Endpoint of(URI url) {
        return of(url, Tls.trustedByTheJvm(), Optional.empty());
    }

    /**
     * The server of a URL such as {@code http://127.0.0.1:30080}; its path is not looked at.
     *
     * @param tls whom to believe, if it is an https URL
     * @param host the name that requests ask for, where that is not the URL's
     * @throws IllegalArgumentException when it is no http or https URL with a host that resolves
     */
    public static Endpoint of(URI url, Tls tls, Optional<String> host) {
        boolean secured = "https".equals(url.getScheme());
        if (!(secured || "http".equals(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "The load goes to an http or https URL, and '%s' is none. Give one like http://127.0.0.1:30080"
                            .formatted(url));
        }
        int port = port(url);
        try {
            return new Endpoint(
                    HostAddresses.of(url.getHost(), port),
                    port == usualPort(url) ? named(url) : named(url) + ":" + port,
                    withoutPort(host.orElse(url.getHost())),
                    secured ? Optional.of(tls) : Optional.empty());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("The host of '%s' does not resolve".formatted(url), e);
        }
    }

    /** Where a connection to an http or https URL goes. */
    public static int port(URI url) {
        return url.getPort() < 0 ? usualPort(url) : url.getPort();
    }

    /** Without the zone of an address, which means something on this machine alone (RFC 6874). */
    private static String named(URI url) {
        return url.getHost().replaceFirst("%.*]", "]");
    }

    private static int usualPort(URI url) {
        return "https".equals(url.getScheme()) ? HTTPS : HTTP;
    }

    private static String withoutPort(String authority) {
        int bracket = authority.indexOf(']');
        return authority.startsWith("[") && bracket > 0
                ? authority.substring(1, bracket)
                : authority.replaceFirst(":\\d+$", "");
    }

    /**
     * Connects once, asks what HTTP/1.1 has for that ({@code OPTIONS *}, RFC 9110, section 9.3.7; any status will do), and
     * disconnects. Not before the answer is it known that the server accepts this client's certificate.
     *
     * @throws NotAnswered when what accepts a connection there does not answer
     * @throws java.net.ProtocolException when it answers otherwise than by HTTP/1.1
     * @throws IOException when nothing accepts a connection there, or what does is not believed
     */
    public void tryOut() throws IOException {
        tryOut(TRIED_FOR);
    }

    /** A connection was accepted, and no answer came on it. */
    public static final class NotAnswered extends IOException {
        private static final long serialVersionUID = 1;

        NotAnswered(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    void tryOut(Duration atMost) throws IOException {
        try (HttpConnection connection = HttpConnection.create()) {
            Thread limit = Thread.ofVirtual().start(() -> closeAfter(atMost, connection));
            try {
                connection.connect(this);
                ask(connection);
            } finally {
                limit.interrupt();
            }
        }
    }

    private void ask(HttpConnection connection) throws IOException {
        try {
            connection.send(ByteBuffer.wrap(RequestForm.PROBE.head("*", authority, true)));
            connection.receive();
        } catch (ProtocolException e) {
            throw e;
        } catch (IOException e) {
            throw new NotAnswered(e);
        }
    }

    /** A server that does not speak TLS may wait for ever for what it understands. */
    private static void closeAfter(Duration length, HttpConnection connection) {
        try {
            Thread.sleep(length);
            connection.close();
        } catch (InterruptedException e) {
            // It was in time.
            Thread.currentThread().interrupt();
        }
    }
}
