package io.scaleproof.loadtest.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * The HTTP/1.1 server that requests go to.
 *
 * @param address resolved once, so that no request waits for a name server
 * @param authority the {@code Host} header
 */
public record Endpoint(InetSocketAddress address, String authority) {

    /**
     * The server of a URL such as {@code http://127.0.0.1:30080}; its path is not looked at.
     *
     * @throws IllegalArgumentException when it is not an http URL with a host that resolves
     */
    public static Endpoint of(URI url) {
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "The load goes over plain HTTP, and '%s' is not such a URL. Give one like http://127.0.0.1:30080"
                            .formatted(url));
        }
        int port = url.getPort() < 0 ? 80 : url.getPort();
        try {
            return new Endpoint(
                    new InetSocketAddress(InetAddress.getByName(url.getHost()), port),
                    port == 80 ? url.getHost() : url.getHost() + ":" + port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("The host of '%s' does not resolve".formatted(url), e);
        }
    }
}
