package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.PluginException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The configured cluster: objects are applied to it and read from it. */
final class Cluster {
    private static final String CONFLICT = "FieldManagerConflict";

    private final ApiServer server;
    private final Kinds kinds;
    private final String namespace;

    Cluster(ClusterConfig config) {
        server = new ApiServer(config.client());
        kinds = new Kinds(server);
        namespace = config.namespace();
    }

    ApiServer server() {
        return server;
    }

    /** The namespace of objects that name none. */
    String namespace() {
        return namespace;
    }

    Optional<Kinds.Kind> kind(JsonNode object) {
        return kinds.find(
                object.path("apiVersion").asString(""), object.path("kind").asString(""));
    }

    Optional<String> path(JsonNode object, ObjectId id) {
        return kind(object).map(kind -> kind.path(id.namespace().isEmpty() ? namespace : id.namespace(), id.name()));
    }

    Optional<String> path(JsonNode object) {
        return path(object, ObjectId.of(object));
    }

    String existingPath(JsonNode object) {
        return path(object).orElseThrow(() -> notServed(object));
    }

    PluginException notServed(JsonNode object) {
        return new PluginException(
                ("the API server at %s serves no kind %s in %s. If a CustomResourceDefinition brings it, "
                                + "make this resource depend on it; see what there is: kubectl api-resources")
                        .formatted(
                                server.url(),
                                object.path("kind").asString(""),
                                object.path("apiVersion").asString("")));
    }

    Optional<ObjectNode> find(JsonNode object, ObjectId id) {
        return path(object, id).flatMap(server::find).map(Cluster::withoutManagedFields);
    }

    /**
     * Server-side apply. Fields that kubectl set are taken from it, as the official plugin does; those of other managers only
     * when the object is annotated so.
     */
    ObjectNode apply(ObjectNode object, boolean dryRun, Consumer<String> warnings) {
        String path = existingPath(object);
        boolean force = Annotations.forcesPatch(object);
        ApiServer.Answer answer;
        try {
            answer = server.apply(path, object, force, dryRun);
        } catch (ApiException e) {
            if (!e.isConflict() || !e.causes().stream().allMatch(Cluster::isWithKubectl)) {
                throw e;
            }
            answer = server.apply(path, object, true, dryRun);
        }
        answer.warnings().forEach(warnings);
        return withoutManagedFields(answer.object());
    }

    private static boolean isWithKubectl(ApiException.Cause cause) {
        return cause.reason().equals(CONFLICT)
                && (cause.message().contains("with \"kubectl")
                        || cause.message().contains("with \"before-first-apply"));
    }

    /** What the user needs to know of a refusal. */
    static String explain(ApiException refusal) {
        if (!refusal.isConflict()
                || refusal.causes().stream().noneMatch(cause -> cause.reason().equals(CONFLICT))) {
            return refusal.getMessage();
        }
        return refusal.causes().stream()
                        .map(cause -> cause.field() + " (" + cause.message() + ")")
                        .collect(Collectors.joining(", ", "others manage ", ". "))
                + "Leave those fields out of the program, or take them over: annotate the object with "
                + "pulumi.com/patchForce: \"true\"";
    }

    /** Book-keeping of the API server that would make every state and every diff long. */
    static ObjectNode withoutManagedFields(ObjectNode object) {
        object.withObject("metadata").remove("managedFields");
        return object;
    }
}
