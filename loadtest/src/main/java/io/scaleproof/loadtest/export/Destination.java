package io.scaleproof.loadtest.export;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * The server that a run is told to.
 *
 * @param url that takes remote writes, without user, password and fragment
 * @param shown the same without its query, which may be a secret
 * @param headers of every request; their values may be secrets
 * @param tls who is believed where it is https
 */
public record Destination(URI url, String shown, Map<String, String> headers, SSLContext tls) {
    public Destination {
        headers = Map.copyOf(headers);
    }

    /** A request that has the headers and no body yet. */
    HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        headers.forEach(request::header);
        return request;
    }

    /**
     * Refuses headers that cannot be sent.
     *
     * @throws IllegalArgumentException naming the header, without its value
     */
    public Destination checked() {
        headers.forEach((name, value) -> {
            try {
                HttpRequest.newBuilder(url).header(name, value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        ("--export-header %s cannot be sent: the connection sets it itself, or its name or value is none of HTTP's."
                                        + " Leave it out, or write it as NAME: VALUE")
                                .formatted(name),
                        e);
            }
        });
        return this;
    }
}
