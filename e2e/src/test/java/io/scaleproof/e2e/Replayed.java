package io.scaleproof.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The HPA's syncs of a run's report that the load test could compute again. */
final class Replayed {
    private Replayed() {}

    static List<JsonNode> in(JsonNode report) {
        return report.get("decisions")
                .valueStream()
                .filter(decision -> decision.hasNonNull("predicted"))
                .toList();
    }

    /** Those with another number of pods than the HPA's. */
    static List<JsonNode> apart(List<JsonNode> replayed) {
        return replayed.stream()
                .filter(decision ->
                        decision.get("predicted").asInt() != decision.get("to").asInt())
                .toList();
    }
}
