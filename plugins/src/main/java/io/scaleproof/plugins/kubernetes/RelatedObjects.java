package io.scaleproof.plugins.kubernetes;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What else must be looked at to know how an object fares. */
interface RelatedObjects {
    List<JsonNode> pods(String namespace, String labelSelector);

    List<JsonNode> replicaSets(String namespace, String labelSelector);

    List<JsonNode> endpointSlices(String namespace, String service);

    List<JsonNode> events(JsonNode object);

    /** Of the container's previous run, or of this one when it has had no other. */
    String lastLogLines(JsonNode pod, String container);
}
