package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.load.Endpoint;
import io.scaleproof.loadtest.load.RequestForm;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * One of the requests that are sent.
 *
 * @param template path and query, in which {@value Requests#MILLIS} stands for the CPU time to burn
 * @param form method, headers, body and what counts as served
 * @param weight how often it comes, beside the others' weights
 * @param origin where it is written, if that is a file
 */
public record Asked(String template, RequestForm form, int weight, Optional<Origin> origin) {

    /**
     * Where a request is written.
     *
     * @param where file and line, for people
     * @param server scheme, host and port, if it is written with them
     */
    public record Origin(String where, Optional<URI> server) {}

    /** Path and query of a request that asks for so much CPU time. */
    public String path(int millisToBurn) {
        return template.replace(Requests.MILLIS, Integer.toString(millisToBurn));
    }

    /** Method and path; the query may be a secret. */
    public String name() {
        return form.name(template);
    }

    /** The same, so many times as often. */
    Asked times(int more) {
        return new Asked(template, form, weight + more, origin);
    }

    /** Whether it is the same request as another one. */
    boolean isSame(Asked other) {
        return template.equals(other.template) && form.equals(other.form) && server().equals(other.server());
    }

    private Optional<URI> server() {
        return origin.flatMap(Origin::server);
    }

    /**
     * Refuses a request that was written for another server than the load goes to.
     *
     * @throws IllegalArgumentException saying why
     */
    void requireAt(URI base, Optional<String> host) {
        server().filter(written -> !isAt(written, base, host)).ifPresent(written -> {
            throw new IllegalArgumentException(
                    ("%s asks %s, and the load goes to %s: to one Service, whose HPA is judged by it. Leave scheme and host out"
                                    + " (GET /path), or say where the Service answers: --url URL, and --header 'Host: NAME'"
                                    + " for the name that it is asked by")
                            .formatted(origin.orElseThrow().where(), written, base));
        });
    }

    private static boolean isAt(URI written, URI base, Optional<String> host) {
        String name = written.getHost().toLowerCase(Locale.ROOT);
        boolean byName = host.map(asked -> asked.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", ""))
                .filter(name::equals)
                .isPresent();
        return written.getScheme().equals(base.getScheme())
                && (byName || (name.equalsIgnoreCase(base.getHost()) && Endpoint.port(written) == Endpoint.port(base)));
    }
}
