package io.scaleproof.loadtest.options;

import io.scaleproof.loadtest.export.Destination;
import io.scaleproof.loadtest.load.Tls;
import io.scaleproof.loadtest.trace.Addresses;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What comes out of a run on a cluster: reports, and what goes to a server that keeps curves. */
public final class RunOutputOptions extends OutputOptions {
    private static final String KIND = "prometheus";
    private static final Pattern KINDS = Pattern.compile("([A-Za-z0-9_-]+)=(.*)");
    private static final String EXAMPLE = "--export " + KIND + "=http://localhost:9090";

    @Option(
            names = "--export",
            paramLabel = "KIND=URL",
            description = {
                "Sends the run's curves and verdicts to a server while it goes on, beside the service's own: prometheus=URL, by"
                        + " remote write. A URL without a path gets /api/v1/write. What becomes of it changes no verdict."
            })
    private Optional<String> export = Optional.empty();

    @Option(
            names = "--export-header",
            paramLabel = "NAME:VALUE",
            description = {
                "A header of what is sent there, as Authorization, or @FILE with one a line; {{NAME}} in a value is the"
                        + " environment variable NAME. No message shows a value."
            })
    private List<String> headers = new ArrayList<>();

    @Option(
            names = "--export-ca",
            paramLabel = "FILE",
            description = "Authorities that its certificate comes from, as PEM. Default: the JVM's.")
    private Optional<Path> authorities = Optional.empty();

    /**
     * Where the run is told to; empty where that is not asked.
     *
     * @throws IllegalArgumentException saying what is wrong, without anything secret, and what is allowed
     */
    public Optional<Destination> export() throws IOException {
        return export(System.getenv());
    }

    Optional<Destination> export(Map<String, String> environment) throws IOException {
        if (export.isEmpty()) {
            if (!headers.isEmpty() || authorities.isPresent()) {
                throw new IllegalArgumentException("%s says how to reach what --export names, which is missing: %s"
                        .formatted(headers.isEmpty() ? "--export-ca" : "--export-header", EXAMPLE));
            }
            return Optional.empty();
        }
        URI given = url(export.get());
        Map<String, String> all = new LinkedHashMap<>();
        Addresses.authorization(given).ifPresent(user -> all.put("Authorization", user));
        all.putAll(Given.headers("--export-header", headers, environment));
        Tls tls = authorities.isPresent() ? Tls.trusting("--export-ca", authorities.get()) : Tls.trustedByTheJvm();
        URI url = URI.create(Addresses.withoutUser(given.toString()));
        return Optional.of(
                new Destination(url, Addresses.withoutSecrets(url.toString()), all, tls.context()).checked());
    }

    private static URI url(String given) {
        Matcher kind = KINDS.matcher(given);
        if (!kind.matches() || !kind.group(1).equals(KIND)) {
            throw new IllegalArgumentException("--export %s; allowed: %s=URL, as in %s"
                    .formatted(
                            kind.matches()
                                    ? "is of kind '%s'".formatted(kind.group(1))
                                    : "does not say what kind it is of",
                            KIND,
                            EXAMPLE));
        }
        try {
            URI url = new URI(kind.group(2));
            boolean server = url.getHost() != null && List.of("http", "https").contains(url.getScheme());
            if (server && url.getFragment() == null) {
                return withPath(url);
            }
        } catch (URISyntaxException e) {
            // Refused below, without the parser's words: they repeat what may be a password.
        }
        throw new IllegalArgumentException("--export %s is %s; allowed: an http or https URL, as in %s"
                .formatted(
                        KIND,
                        given.contains("@") ? "no URL that can be read" : "'%s'".formatted(kind.group(2)),
                        EXAMPLE));
    }

    private static URI withPath(URI url) {
        boolean hasPath = !url.getRawPath().isEmpty() && !url.getRawPath().equals("/");
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return hasPath ? url : url.resolve("/api/v1/write" + query);
    }
}
