package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.Unknown;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a dry run makes up and the real run will make otherwise: shown as not known. */
final class Preview {
    private static final List<String> GENERATED = List.of("uid", "creationTimestamp", "resourceVersion", "generation");
    private static final List<String> ALLOCATED = List.of("clusterIP", "clusterIPs", "healthCheckNodePort");

    private Preview() {}

    static ObjectNode ofCreation(ObjectNode dryRun, JsonNode inputs) {
        ObjectNode result = dryRun.deepCopy();
        result.remove("status"); // absent in a preview means not known yet
        hide(result.withObject("metadata"), GENERATED, inputs.path("metadata"));
        if (result.path("kind").asString("").equals("Service")) {
            ObjectNode spec = result.withObject("spec");
            hide(spec, ALLOCATED, inputs.path("spec"));
            for (int i = 0; i < spec.path("ports").size(); i++) {
                hide(
                        (ObjectNode) spec.path("ports").get(i),
                        List.of("nodePort"),
                        inputs.path("spec").path("ports").path(i));
            }
        }
        return result;
    }

    static ObjectNode ofUpdate(ObjectNode dryRun) {
        ObjectNode result = dryRun.deepCopy();
        result.remove("status");
        hide(result.withObject("metadata"), List.of("resourceVersion", "generation"), result.path("status"));
        return result;
    }

    private static void hide(ObjectNode object, List<String> names, JsonNode given) {
        names.stream()
                .filter(object::has)
                .filter(name -> !given.has(name))
                .forEach(name -> object.put(name, Unknown.TEXT));
    }
}
