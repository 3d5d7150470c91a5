package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.kubernetes.Progress.Ready;
import io.scaleproof.plugins.kubernetes.Progress.Waiting;
import tools.jackson.databind.JsonNode;

/** A controller has given it an address. */
final class IngressReadiness implements Readiness {
    @Override
    public Progress of(JsonNode live, RelatedObjects related) {
        if (!live.path("status").path("loadBalancer").path("ingress").isEmpty()) {
            return new Ready();
        }
        return new Waiting("[no ingress controller has given it an address yet; if none will, annotate it with "
                + "pulumi.com/skipAwait: \"true\"]");
    }
}
