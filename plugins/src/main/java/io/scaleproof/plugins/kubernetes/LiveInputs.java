package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The inputs as they would have to be to describe the live object: fields that the inputs do not name belong to others (the
 * HPA's {@code replicas}, defaults, status) and are left out; named fields have their live values.
 */
final class LiveInputs {
    private LiveInputs() {}

    /**
     * @param known the object as this plugin last saw it: where live is equal to it, an input stands as it was written
     *     ("0.5" where the API server keeps "500m")
     */
    static ObjectNode of(ObjectNode inputs, JsonNode known, JsonNode live) {
        return (ObjectNode) described(inputs, known, live).orElseGet(Json::object);
    }

    private static Optional<JsonNode> described(JsonNode input, JsonNode known, JsonNode live) {
        if (live.equals(input) || live.equals(known)) {
            return Optional.of(input);
        }
        if (live.isMissingNode()) {
            return Optional.empty();
        }
        if (input instanceof ObjectNode fields && live.isObject()) {
            ObjectNode result = Json.object();
            fields.properties()
                    .forEach(field -> described(field.getValue(), known.path(field.getKey()), live.path(field.getKey()))
                            .ifPresent(value -> result.set(field.getKey(), value)));
            return Optional.of(result);
        }
        if (input instanceof ArrayNode elements && live.isArray()) {
            return Optional.of(isNamed(elements) ? byName(elements, known, live) : byPosition(elements, known, live));
        }
        return Optional.of(live);
    }

    private static boolean isNamed(ArrayNode elements) {
        return elements.valueStream().allMatch(element -> element.path("name").isString());
    }

    /** Containers, ports, variables: others may add theirs, and order means nothing. */
    private static JsonNode byName(ArrayNode elements, JsonNode known, JsonNode live) {
        ArrayNode result = Json.MAPPER.createArrayNode();
        elements.forEach(element -> {
            String name = element.path("name").asString();
            described(element, named(known, name), named(live, name)).ifPresent(result::add);
        });
        return result;
    }

    private static JsonNode named(JsonNode list, String name) {
        return list.valueStream()
                .filter(element -> name.equals(element.path("name").asString("")))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    private static JsonNode byPosition(ArrayNode elements, JsonNode known, JsonNode live) {
        if (elements.size() != live.size()) {
            return live;
        }
        ArrayNode result = Json.MAPPER.createArrayNode();
        for (int i = 0; i < elements.size(); i++) {
            described(elements.get(i), known.path(i), live.path(i)).ifPresent(result::add);
        }
        return result;
    }

    /** For an object that no inputs are known of (an import): all of it that a user could have written. */
    static ObjectNode ofImported(ObjectNode live) {
        ObjectNode inputs = live.deepCopy();
        inputs.remove("status");
        ObjectNode metadata = inputs.withObject("metadata");
        metadata.remove(
                List.of("creationTimestamp", "generation", "managedFields", "resourceVersion", "uid", "selfLink"));
        if (metadata.path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(
                    List.of("deployment.kubernetes.io/revision", "kubectl.kubernetes.io/last-applied-configuration"));
            if (annotations.isEmpty()) {
                metadata.remove("annotations");
            }
        }
        return inputs;
    }
}
