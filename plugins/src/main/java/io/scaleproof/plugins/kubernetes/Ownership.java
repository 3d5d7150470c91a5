package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who manages which fields of an object. What the program declares is taken from kubectl and from the object's creation, by
 * which nothing is applied yet: else a field that both set would outlive its removal from the program, and a list would keep
 * what they put into it. What they alone set stays theirs.
 */
final class Ownership {
    private Ownership() {}

    /** Whether a manager's fields are taken from it. Ours are those of the creation: what it has applied is no conflict. */
    static boolean yields(String manager) {
        return manager.startsWith("kubectl")
                || manager.equals("before-first-apply")
                || manager.equals(ApiServer.FIELD_MANAGER);
    }

    private static boolean yields(JsonNode entry, String apiVersion) {
        return yields(entry.path("manager").asString(""))
                && !isOurs(entry)
                && !entry.has("subresource")
                && apiVersion.equals(entry.path("apiVersion").asString(""));
    }

    private static boolean isOurs(JsonNode entry) {
        return ApiServer.FIELD_MANAGER.equals(entry.path("manager").asString(""))
                && "Apply".equals(entry.path("operation").asString(""));
    }

    /**
     * The object's {@code managedFields} with what the inputs declare taken from those that yield; empty if they have none of
     * that.
     *
     * @param oldInputs what was declared before: it must be ours to vanish when it is no longer declared
     */
    static Optional<ArrayNode> claimed(JsonNode live, JsonNode oldInputs, JsonNode inputs) {
        String apiVersion = inputs.path("apiVersion").asString("");
        ArrayNode entries = Json.MAPPER.createArrayNode();
        FieldSet claimed = FieldSet.NONE;
        for (JsonNode entry : live.path("metadata").path("managedFields")) {
            FieldSet fields = new FieldSet(entry.path("fieldsV1"));
            if (!yields(entry, apiVersion)) {
                entries.add(entry.deepCopy());
                continue;
            }
            FieldSet declared = fields.declaredBy(oldInputs).union(fields.declaredBy(inputs));
            FieldSet rest = fields.minus(declared);
            if (!rest.isEmpty()) {
                entries.add(with(entry, rest));
            }
            claimed = claimed.union(declared);
        }
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < entries.size(); i++) {
            if (isOurs(entries.get(i))) {
                entries.set(i, with(entries.get(i), new FieldSet(entries.get(i).path("fieldsV1")).union(claimed)));
                return Optional.of(entries);
            }
        }
        ObjectNode ours = entries.addObject();
        ours.put("manager", ApiServer.FIELD_MANAGER).put("operation", "Apply").put("apiVersion", apiVersion);
        ours.put("fieldsType", "FieldsV1").set("fieldsV1", claimed.tree());
        return Optional.of(entries);
    }

    private static ObjectNode with(JsonNode entry, FieldSet fields) {
        ObjectNode changed = (ObjectNode) entry.deepCopy();
        changed.set("fieldsV1", fields.tree());
        return changed;
    }
}
