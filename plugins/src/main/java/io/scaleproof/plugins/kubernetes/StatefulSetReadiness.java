package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.kubernetes.Progress.Hopeless;
import io.scaleproof.plugins.kubernetes.Progress.Ready;
import io.scaleproof.plugins.kubernetes.Progress.Waiting;
import tools.jackson.databind.JsonNode;

/** All replicas updated (as far as the update strategy goes by itself) and ready. */
final class StatefulSetReadiness implements Readiness {
    @Override
    public Progress of(JsonNode live, RelatedObjects related) {
        JsonNode status = live.path("status");
        int wanted = live.path("spec").path("replicas").asInt(1);
        int ready = status.path("readyReplicas").asInt(0);
        if (Conditions.isObserved(live) && ready >= wanted && isUpdated(live, wanted)) {
            return new Ready();
        }
        String selector = LabelSelector.text(live.path("spec").path("selector"));
        return new PodTrouble(related)
                .firstOf(related.pods(ObjectId.of(live).namespace(), selector))
                .<Progress>map(Hopeless::new)
                .orElseGet(() -> new Waiting("[%d of %d pods are ready]".formatted(ready, wanted)));
    }

    private static boolean isUpdated(JsonNode live, int wanted) {
        JsonNode strategy = live.path("spec").path("updateStrategy");
        if ("OnDelete".equals(strategy.path("type").asString(""))) {
            return true;
        }
        int partition = strategy.path("rollingUpdate").path("partition").asInt(0);
        return live.path("status").path("updatedReplicas").asInt(0) >= wanted - partition;
    }
}
