package io.scaleproof.plugins.kubernetes;

import tools.jackson.databind.JsonNode;

/** A Pulumi resource id: {@code namespace/name}, or {@code name} for what has no namespace. */
record ObjectId(String namespace, String name) {
    static ObjectId parse(String id) {
        int slash = id.indexOf('/');
        return new ObjectId(slash < 0 ? "" : id.substring(0, slash), id.substring(slash + 1));
    }

    static ObjectId of(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new ObjectId(
                metadata.path("namespace").asString(""), metadata.path("name").asString(""));
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
