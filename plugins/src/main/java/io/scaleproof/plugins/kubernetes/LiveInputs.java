package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
     * @param live with its {@code managedFields}, which tell lists that are known by their elements from those that are one
     *     value
     */
    static ObjectNode of(ObjectNode inputs, JsonNode known, JsonNode live) {
        return (ObjectNode) described(inputs, withStringData(known), withStringData(live), FieldSet.managed(live))
                .orElseGet(Json::object);
    }

    /** A Secret's {@code stringData} is a way to write its data; it is never read back. */
    private static JsonNode withStringData(JsonNode object) {
        if (!object.path("kind").asString("").equals("Secret")) {
            return object;
        }
        ObjectNode secret = (ObjectNode) object.deepCopy();
        ObjectNode text = secret.putObject("stringData");
        secret.path("data")
                .properties()
                .forEach(entry -> text.put(
                        entry.getKey(),
                        new String(Base64.getDecoder().decode(entry.getValue().asString()), StandardCharsets.UTF_8)));
        return secret;
    }

    private static Optional<JsonNode> described(JsonNode input, JsonNode known, JsonNode live, FieldSet managed) {
        if (live.equals(input) || live.equals(known)) {
            return Optional.of(input);
        }
        if (live.isMissingNode()) {
            return Optional.empty();
        }
        if (input instanceof ObjectNode fields && live.isObject()) {
            ObjectNode result = Json.object();
            fields.properties().forEach(field -> {
                String name = field.getKey();
                described(field.getValue(), known.path(name), live.path(name), managed.field(name))
                        .ifPresent(value -> result.set(name, value));
            });
            return Optional.of(result);
        }
        if (input instanceof ArrayNode elements && live.isArray()) {
            return Optional.of(
                    managed.isOfElements()
                            ? byElement(elements, known, live, managed)
                            : byPosition(elements, known, live));
        }
        return Optional.of(live);
    }

    /** Containers, ports, variables: others may add theirs, and order means nothing. */
    private static JsonNode byElement(ArrayNode elements, JsonNode known, JsonNode live, FieldSet managed) {
        ArrayNode result = Json.MAPPER.createArrayNode();
        for (JsonNode element : elements) {
            JsonNode counterpart = managed.counterpart(element, live).orElseGet(MissingNode::getInstance);
            JsonNode knownOne = managed.counterpart(element, known).orElseGet(MissingNode::getInstance);
            described(element, knownOne, counterpart, managed.element(counterpart))
                    .ifPresent(result::add);
        }
        return result;
    }

    private static JsonNode byPosition(ArrayNode elements, JsonNode known, JsonNode live) {
        if (elements.size() != live.size()) {
            return live;
        }
        ArrayNode result = Json.MAPPER.createArrayNode();
        for (int i = 0; i < elements.size(); i++) {
            described(elements.get(i), known.path(i), live.path(i), FieldSet.NONE)
                    .ifPresent(result::add);
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
