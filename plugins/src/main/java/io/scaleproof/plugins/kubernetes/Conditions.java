package io.scaleproof.plugins.kubernetes;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The conditions in an object's status. */
final class Conditions {
    private Conditions() {}

    static Optional<JsonNode> find(JsonNode object, String type) {
        return object.path("status")
                .path("conditions")
                .valueStream()
                .filter(condition -> type.equals(condition.path("type").asString("")))
                .findFirst();
    }

    static boolean isTrue(JsonNode object, String type) {
        return find(object, type).filter(Conditions::isTrue).isPresent();
    }

    static boolean isTrue(JsonNode condition) {
        return "True".equals(condition.path("status").asString(""));
    }

    /** Reason and message, as they would be read aloud. */
    static String words(JsonNode condition) {
        String reason = condition.path("reason").asString("");
        String message = condition.path("message").asString("");
        return reason.isEmpty() ? message : message.isEmpty() ? reason : reason + ": " + message;
    }

    /** Whether the controller has seen the object as it is now. */
    static boolean isObserved(JsonNode object) {
        return object.path("status").path("observedGeneration").asLong(0)
                >= object.path("metadata").path("generation").asLong(0);
    }
}
