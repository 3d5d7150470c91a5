package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.kubernetes.Progress.Hopeless;
import io.scaleproof.plugins.kubernetes.Progress.Ready;
import io.scaleproof.plugins.kubernetes.Progress.Waiting;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Established: objects of the defined kind can be created. */
final class DefinitionReadiness implements Readiness {
    @Override
    public Progress of(JsonNode live, RelatedObjects related) {
        Optional<JsonNode> refused =
                Conditions.find(live, "NamesAccepted").filter(condition -> !Conditions.isTrue(condition));
        if (refused.isPresent() && !refused.get().path("reason").asString("").equals("")) {
            return new Hopeless("its names are taken: " + Conditions.words(refused.get()));
        }
        return Conditions.isTrue(live, "Established") ? new Ready() : new Waiting("[not established yet]");
    }
}
