package io.scaleproof.plugins.kubernetes;

import com.google.protobuf.Struct;
import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.Secrets;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource of a program: its URN and its inputs, opened.
 *
 * @param object the Kubernetes object that the inputs describe
 */
record Resource(String urn, Secrets inputs, ObjectNode object) {
    static Resource of(String urn, Struct inputs) {
        Secrets opened = Secrets.open(Json.of(inputs));
        return new Resource(urn, opened, opened.values());
    }

    /** The last of its parents' types and its own, in the third part of the URN. */
    String type() {
        String types = urn.split("::", -1)[2];
        return types.substring(types.lastIndexOf('$') + 1);
    }

    /** Fills in what the type alone tells. */
    void identify() {
        TypeToken token = TypeToken.of(type());
        if (!object.has("apiVersion")) {
            object.put("apiVersion", token.apiVersion());
        }
        if (!object.has("kind")) {
            object.put("kind", token.kind());
        }
    }

    String kind() {
        return object.path("kind").asString("");
    }

    /** As it is called in messages: {@code Deployment shop/web}. */
    String name() {
        String kind = kind().isEmpty() ? type().substring(type().lastIndexOf(':') + 1) : kind();
        String id = ObjectId.of(object).toString();
        return id.isEmpty() ? kind : kind + " " + id;
    }

    /** What was secret in the inputs is secret in what comes of them, and so is all that a Secret holds. */
    Struct seal(ObjectNode result) {
        TreeSet<String> paths = new TreeSet<>(inputs.paths());
        if (result.path("kind").asString("").equals("Secret")) {
            paths.addAll(List.of("/data", "/stringData"));
            paths.add("/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration");
        }
        ObjectNode kept = result.deepCopy();
        if (kept.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields"); // the API server's book-keeping would make every state and diff long
        }
        return Json.struct(Secrets.seal(kept, paths));
    }
}
