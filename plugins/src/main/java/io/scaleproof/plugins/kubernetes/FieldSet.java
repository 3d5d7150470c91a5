package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.Json;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fields of an object as {@code managedFields} lists them: nested objects with keys {@code f:name} for a field and
 * {@code k:{...}} or {@code v:...} for a list's element; an empty object is a field with all that is in it.
 */
record FieldSet(JsonNode tree) {
    static final FieldSet NONE = new FieldSet(Json.object());

    /** Of all managers together. */
    static FieldSet managed(JsonNode live) {
        FieldSet all = NONE;
        for (JsonNode entry : live.path("metadata").path("managedFields")) {
            all = all.union(new FieldSet(entry.path("fieldsV1")));
        }
        return all;
    }

    boolean isEmpty() {
        return tree.isEmpty();
    }

    FieldSet union(FieldSet other) {
        ObjectNode result = (ObjectNode) tree.deepCopy();
        other.tree
                .properties()
                .forEach(field -> result.set(
                        field.getKey(),
                        new FieldSet(
                                        tree.path(field.getKey()).isMissingNode()
                                                ? Json.object()
                                                : tree.path(field.getKey()))
                                .union(new FieldSet(field.getValue()))
                                .tree));
        return new FieldSet(result);
    }

    FieldSet minus(FieldSet taken) {
        ObjectNode rest = Json.object();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            JsonNode other = taken.tree.path(field.getKey());
            if (other.isMissingNode()) {
                rest.set(field.getKey(), field.getValue());
            } else if (!other.isEmpty()) {
                FieldSet inner = new FieldSet(field.getValue()).minus(new FieldSet(other));
                if (!inner.isEmpty()) {
                    rest.set(field.getKey(), inner.tree);
                }
            }
        }
        return new FieldSet(rest);
    }

    /** Those that an object declares: of maps the keys it has, of lists all elements. */
    FieldSet declaredBy(JsonNode object) {
        ObjectNode declared = Json.object();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            JsonNode value = object.path(name(field.getKey()));
            if (value.isObject() && !field.getValue().isEmpty()) {
                FieldSet inner = new FieldSet(field.getValue()).declaredBy(value);
                if (!inner.isEmpty()) {
                    declared.set(field.getKey(), inner.tree);
                }
            } else if (!value.isMissingNode()) {
                declared.set(field.getKey(), field.getValue());
            }
        }
        return new FieldSet(declared);
    }

    /** The name of a field; of nothing else is there a name, and no field is called so. */
    private static String name(String key) {
        return key.startsWith("f:") ? key.substring(2) : "";
    }

    FieldSet field(String name) {
        return child("f:" + name);
    }

    private FieldSet child(String key) {
        JsonNode child = tree.path(key);
        return child.isMissingNode() ? NONE : new FieldSet(child);
    }

    /** Whether this is a list whose elements managers own one by one, known by some of their fields or their values. */
    boolean isOfElements() {
        return tree.propertyStream().anyMatch(field -> isElement(field.getKey()));
    }

    private static boolean isElement(String key) {
        return key.startsWith("k:") || key.startsWith("v:");
    }

    /** The element of a live list that a declared one is meant to be: equal in the fields by which elements are known. */
    Optional<JsonNode> counterpart(JsonNode declared, JsonNode liveList) {
        JsonNode anyKey = tree.propertyStream()
                .map(Map.Entry::getKey)
                .filter(key -> key.startsWith("k:"))
                .findFirst()
                .map(key -> Json.MAPPER.readTree(key.substring(2)))
                .orElse(null);
        return liveList.valueStream()
                .filter(live -> anyKey == null ? live.equals(declared) : isSame(declared, live, anyKey))
                .findFirst();
    }

    /** A key that the declared element leaves out has its default, such as the protocol of a port. */
    private static boolean isSame(JsonNode declared, JsonNode live, JsonNode keys) {
        return keys.propertyStream()
                .map(Map.Entry::getKey)
                .filter(declared::has)
                .allMatch(key -> declared.path(key).equals(live.path(key)));
    }

    /** What is owned of one element of a live list. */
    FieldSet element(JsonNode live) {
        FieldSet all = NONE;
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (field.getKey().startsWith("k:")) {
                JsonNode key = Json.MAPPER.readTree(field.getKey().substring(2));
                all = isSame(key, live, key) ? all.union(new FieldSet(field.getValue())) : all;
            }
        }
        return all;
    }
}
