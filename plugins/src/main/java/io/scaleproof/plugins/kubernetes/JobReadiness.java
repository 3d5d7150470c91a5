package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.kubernetes.Progress.Hopeless;
import io.scaleproof.plugins.kubernetes.Progress.Ready;
import io.scaleproof.plugins.kubernetes.Progress.Waiting;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Complete. */
final class JobReadiness implements Readiness {
    @Override
    public Progress of(JsonNode live, RelatedObjects related) {
        if (Conditions.isTrue(live, "Complete")
                || live.path("spec").path("suspend").asBoolean(false)) {
            return new Ready();
        }
        Optional<JsonNode> failed = Conditions.find(live, "Failed").filter(Conditions::isTrue);
        if (failed.isPresent()) {
            return new Hopeless("the job failed: " + Conditions.words(failed.get()));
        }
        JsonNode status = live.path("status");
        return new Waiting("[%d pods active, %d succeeded, %d failed]"
                .formatted(
                        status.path("active").asInt(0),
                        status.path("succeeded").asInt(0),
                        status.path("failed").asInt(0)));
    }
}
