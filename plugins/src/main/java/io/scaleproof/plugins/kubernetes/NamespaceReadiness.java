package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.kubernetes.Progress.Ready;
import io.scaleproof.plugins.kubernetes.Progress.Waiting;
import tools.jackson.databind.JsonNode;

/** Active. One that is still going from an earlier life takes no objects. */
final class NamespaceReadiness implements Readiness {
    @Override
    public Progress of(JsonNode live, RelatedObjects related) {
        String phase = live.path("status").path("phase").asString("");
        return phase.equals("Active") ? new Ready() : new Waiting("[the namespace is " + phase + "]");
    }
}
