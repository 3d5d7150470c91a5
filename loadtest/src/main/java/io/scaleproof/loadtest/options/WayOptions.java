package io.scaleproof.loadtest.options;

import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the load gets there. */
public final class WayOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the Service answers. Default: its NodePort or load balancer.")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--port-forward",
            description = {
                "Sends the load through the API server, to one ready pod after the other. Its way is part of every latency."
                        + " Default: only where the Service answers at no other address."
            })
    private boolean portForward;

    public Optional<URI> url() {
        return url;
    }

    public boolean portForward() {
        return portForward;
    }
}
