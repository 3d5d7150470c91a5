package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.PluginException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The annotations by which a program steers this plugin, as it does the official one. */
final class Annotations {
    static final String AUTONAMED = "pulumi.com/autonamed";

    private static final String SKIP_AWAIT = "pulumi.com/skipAwait";
    private static final String TIMEOUT_SECONDS = "pulumi.com/timeoutSeconds";
    private static final String PATCH_FORCE = "pulumi.com/patchForce";
    private static final String DELETION_PROPAGATION = "pulumi.com/deletionPropagationPolicy";

    private Annotations() {}

    static boolean isAutonamed(JsonNode object) {
        return isTrue(object, AUTONAMED);
    }

    static boolean skipsAwait(JsonNode object) {
        return isTrue(object, SKIP_AWAIT);
    }

    static boolean forcesPatch(JsonNode object) {
        return isTrue(object, PATCH_FORCE);
    }

    static Optional<Duration> timeout(JsonNode object) {
        return find(object, TIMEOUT_SECONDS).map(text -> {
            try {
                return Duration.ofSeconds(Long.parseLong(text));
            } catch (NumberFormatException e) {
                throw new PluginException(
                        "the annotation %s is \"%s\"; it must be a whole number of seconds such as \"600\""
                                .formatted(TIMEOUT_SECONDS, text));
            }
        });
    }

    /** What becomes of the objects that this one owns: by default it goes last. */
    static String deletionPropagation(JsonNode object) {
        String policy = find(object, DELETION_PROPAGATION).orElse("foreground");
        return switch (policy) {
            case "foreground" -> "Foreground";
            case "background" -> "Background";
            case "orphan" -> "Orphan";
            default ->
                throw new PluginException("the annotation %s is \"%s\"; it must be foreground, background or orphan"
                        .formatted(DELETION_PROPAGATION, policy));
        };
    }

    private static boolean isTrue(JsonNode object, String name) {
        return find(object, name).filter("true"::equals).isPresent();
    }

    private static Optional<String> find(JsonNode object, String name) {
        return Optional.of(
                        object.path("metadata").path("annotations").path(name).asString(""))
                .filter(value -> !value.isEmpty());
    }
}
