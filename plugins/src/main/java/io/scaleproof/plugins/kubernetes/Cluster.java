package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.PluginException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The configured cluster: objects are applied to it and read from it. */
final class Cluster {
    private static final int CLAIM_ATTEMPTS = 10;
    private static final String CONFLICT = "FieldManagerConflict";
    private static final Pattern CONFLICTING_MANAGER = Pattern.compile("conflict with \"([^\"]+)\"");

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

    /** With its {@code managedFields}. */
    Optional<ObjectNode> find(JsonNode object, ObjectId id) {
        return path(object, id).flatMap(server::find);
    }

    /**
     * Makes an object. Refused where there is one already, whoever made it and however equal it is: what this program has
     * not made is not its to change, nor to delete afterwards.
     */
    ObjectNode create(ObjectNode object, boolean dryRun, Consumer<String> warnings) {
        Kinds.Kind kind = kind(object).orElseThrow(() -> notServed(object));
        String into = ObjectId.of(object).namespace();
        ApiServer.Answer answer = server.create(kind.path(into.isEmpty() ? namespace : into), object, dryRun);
        answer.warnings().forEach(warnings);
        return answer.object();
    }

    /** What an update would do, without doing it. */
    ObjectNode dryRun(ObjectNode object, Consumer<String> warnings) {
        return applied(object, true, warnings);
    }

    /**
     * An update by server-side apply. Fields are taken from the creation, which was none, from kubectl, which has repaired
     * something by hand, and from other managers only when the object is annotated so.
     */
    ObjectNode apply(ObjectNode oldInputs, ObjectNode object, Consumer<String> warnings) {
        String path = existingPath(object);
        for (int attempt = 1; !isClaimed(path, oldInputs, object); attempt++) {
            if (attempt == CLAIM_ATTEMPTS) {
                throw new PluginException("%s %s changes so often that its fields cannot be taken from kubectl"
                        .formatted(object.path("kind").asString(""), ObjectId.of(object)));
            }
        }
        return applied(object, false, warnings);
    }

    /** False when a controller wrote in between. */
    private boolean isClaimed(String path, ObjectNode oldInputs, ObjectNode object) {
        Optional<ObjectNode> live = server.find(path);
        Optional<ArrayNode> managers = live.flatMap(found -> Ownership.claimed(found, oldInputs, object));
        if (managers.isEmpty()) {
            return true;
        }
        try {
            server.setManagedFields(path, live.get(), managers.get());
            return true;
        } catch (ApiException e) {
            if (e.isConflict()) {
                return false;
            }
            throw e;
        }
    }

    private ObjectNode applied(ObjectNode object, boolean dryRun, Consumer<String> warnings) {
        String path = existingPath(object);
        boolean force = Annotations.forcesPatch(object);
        ApiServer.Answer answer;
        try {
            answer = server.apply(path, object, force, dryRun);
        } catch (ApiException e) {
            if (!e.isConflict() || !e.causes().stream().allMatch(Cluster::isOfNoManager)) {
                throw e;
            }
            answer = server.apply(path, object, true, dryRun);
        }
        answer.warnings().forEach(warnings);
        return answer.object();
    }

    private static boolean isOfNoManager(ApiException.Cause cause) {
        Matcher manager = CONFLICTING_MANAGER.matcher(cause.message());
        return cause.reason().equals(CONFLICT) && manager.find() && Ownership.yields(manager.group(1));
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
}
