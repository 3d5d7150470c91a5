package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.kubernetes.Progress.Hopeless;
import io.scaleproof.plugins.kubernetes.Progress.Ready;
import io.scaleproof.plugins.kubernetes.Progress.Waiting;
import tools.jackson.databind.JsonNode;

/** Every node that should run a pod runs an available one of the new version. */
final class DaemonSetReadiness implements Readiness {
    @Override
    public Progress of(JsonNode live, RelatedObjects related) {
        JsonNode status = live.path("status");
        int wanted = status.path("desiredNumberScheduled").asInt(0);
        int updated = "OnDelete"
                        .equals(live.path("spec")
                                .path("updateStrategy")
                                .path("type")
                                .asString(""))
                ? wanted
                : status.path("updatedNumberScheduled").asInt(0);
        int available = status.path("numberAvailable").asInt(0);
        if (Conditions.isObserved(live) && updated >= wanted && available >= wanted) {
            return new Ready();
        }
        String selector = LabelSelector.text(live.path("spec").path("selector"));
        return new PodTrouble(related)
                .firstOf(related.pods(ObjectId.of(live).namespace(), selector))
                .<Progress>map(Hopeless::new)
                .orElseGet(() -> new Waiting("[%d of %d nodes have a ready pod]".formatted(available, wanted)));
    }
}
