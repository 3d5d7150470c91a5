package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.kubernetes.Progress.Hopeless;
import io.scaleproof.plugins.kubernetes.Progress.Ready;
import io.scaleproof.plugins.kubernetes.Progress.Waiting;
import tools.jackson.databind.JsonNode;

/** Ready, or ended well. */
final class PodReadiness implements Readiness {
    @Override
    public Progress of(JsonNode live, RelatedObjects related) {
        String phase = live.path("status").path("phase").asString("Pending");
        if (Conditions.isTrue(live, "Ready") || phase.equals("Succeeded")) {
            return new Ready();
        }
        return new PodTrouble(related)
                .of(live)
                .<Progress>map(Hopeless::new)
                .orElseGet(() -> new Waiting("[the pod is " + phase + " and not ready]"));
    }
}
