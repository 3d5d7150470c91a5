package io.scaleproof.loadtest.options;

import io.scaleproof.loadtest.load.ClientCertificate;
import io.scaleproof.loadtest.load.RequestForm;
import io.scaleproof.loadtest.load.Statuses;
import io.scaleproof.loadtest.load.Tls;
import io.scaleproof.loadtest.plan.DurationText;
import io.scaleproof.loadtest.session.Requests;
import io.scaleproof.loadtest.workers.LoadSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a request is, and how it travels. */
public final class RequestOptions {
    private static final String DEFAULT_PATH = "/load?millis=" + Requests.MILLIS;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "What to request; " + Requests.MILLIS + " stands for the CPU time. Default: /load?millis="
                    + Requests.MILLIS)
    private Optional<String> path = Optional.empty();

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "GET, POST, PUT, PATCH, DELETE or OPTIONS. Default: GET.")
    private Optional<String> method = Optional.empty();

    @Option(
            names = "--header",
            paramLabel = "NAME:VALUE",
            description = {
                "A header of every request, or @FILE with one a line. As often as there are headers. {{NAME}} in a value is"
                        + " the environment variable NAME. No message and no report shows a value."
            })
    private List<String> headers = new ArrayList<>();

    @Option(
            names = "--body",
            paramLabel = "TEXT",
            description = "What every request carries, or @FILE. Default: nothing.")
    private Optional<String> body = Optional.empty();

    @Option(
            names = "--targets",
            paramLabel = "FILE",
            description = {
                "Several requests instead of one, in vegeta's HTTP format: METHOD and URL or path, below it headers, @FILE with the"
                        + " body, a blank line. \"# weight 3\" before one lets it come three times as often."
            })
    private Optional<Path> targets = Optional.empty();

    @Option(
            names = "--expect",
            paramLabel = "STATUS,...",
            defaultValue = "2xx",
            description = "Statuses that count as served; others have failed. Default: 2xx.")
    private String expect;

    @Option(
            names = "--requests-per-connection",
            paramLabel = "N",
            defaultValue = "2",
            description = {
                "After so many requests a connection is closed. Default: 2, so that half of the requests come on a new"
                        + " connection, as new users do, and half on a kept one.",
            })
    private int requestsPerConnection;

    @Option(
            names = "--retry-idle",
            description = {
                "Sends a request once more, on a new connection, that comes to nothing on a kept one before any answer, as Go's"
                        + " clients do: GET, OPTIONS, what has an Idempotency-Key, and what was not written at all. Default:"
                        + " it has failed."
            })
    private boolean retryIdle;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "A request that takes longer has failed. Default: 10s.")
    private String timeout;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Authorities that https servers' certificates come from, as PEM. Default: the JVM's.")
    private Optional<Path> authorities = Optional.empty();

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description =
                    "Certificate to show to https servers that ask for one, as PEM, with those that vouch for it.")
    private Optional<Path> cert = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Its private key, as PEM and not encrypted. No message and no report shows anything of it.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--insecure",
            description = "Believes every https server, whoever it is. What is sent can be read by anybody between.")
    private boolean insecure;

    /**
     * What is asked of the service.
     *
     * @param millis CPU time that a request asks for, in milliseconds
     */
    public Requests requests(int millis) throws IOException {
        var form = new RequestForm(
                method.orElse("GET"),
                Given.headers("--header", headers, System.getenv()),
                Given.textOrFile("--body", body.orElse("")),
                Statuses.parse(expect));
        Duration within = DurationText.parse("--timeout", timeout);
        if (targets.isEmpty()) {
            return new Requests(path.orElse(DEFAULT_PATH), millis, form, within);
        }
        if (path.isPresent() || method.isPresent() || body.isPresent()) {
            throw new IllegalArgumentException(
                    "The requests of --targets have paths, methods and bodies of their own: leave out %s"
                            .formatted(path.isPresent() ? "--path" : method.isPresent() ? "--method" : "--body"));
        }
        return new Requests(TargetFile.read(targets.get(), form, System.getenv()), millis, form, within);
    }

    /** Which https servers are believed, and who this client is to them. */
    public Tls tls() throws IOException {
        if (insecure && authorities.isPresent()) {
            throw new IllegalArgumentException("--ca and --insecure contradict each other: leave one of them out");
        }
        if (cert.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("--cert and --key belong together: %s is missing"
                    .formatted(cert.isPresent() ? "--key FILE" : "--cert FILE"));
        }
        Tls tls = insecure
                ? Tls.trustingEverybody()
                : authorities.isPresent() ? Tls.trusting(authorities.get()) : Tls.trustedByTheJvm();
        return cert.isPresent() ? tls.as(ClientCertificate.of(cert.get(), key.get())) : tls;
    }

    /** The same as texts, for those who send from elsewhere. */
    public LoadSpec.Trust trust() throws IOException {
        return LoadSpec.Trust.of(authorities, cert, key, insecure);
    }

    public boolean insecure() {
        return insecure;
    }

    /** Whether requests are sent once more whose kept connection is gone. */
    public boolean retryIdle() {
        return retryIdle;
    }

    public int requestsPerConnection() {
        return requestsPerConnection;
    }
}
