package io.scaleproof.plugins.kubernetes;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A refusal by the API server, from the {@code Status} object that it answered with. */
final class ApiException extends RuntimeException {
    private final int code;
    private final transient JsonNode status;

    ApiException(int code, JsonNode status) {
        super(status.path("message").asString("HTTP " + code));
        this.code = code;
        this.status = status;
    }

    boolean isNotFound() {
        return code == 404;
    }

    boolean isConflict() {
        return code == 409;
    }

    /** Also a conflict, but not one of fields: the object was to be made, and there is one. */
    boolean isAlreadyExists() {
        return isConflict() && status.path("reason").asString("").equals("AlreadyExists");
    }

    boolean isInvalid() {
        return code == 422;
    }

    boolean isForbidden() {
        return code == 403;
    }

    /** What a missing thing was: the object itself, or for instance its {@code namespaces}. */
    String missingKind() {
        return status.path("details").path("kind").asString("");
    }

    List<Cause> causes() {
        return status.path("details")
                .path("causes")
                .valueStream()
                .map(cause -> new Cause(
                        cause.path("reason").asString(""),
                        cause.path("message").asString(""),
                        cause.path("field").asString("")))
                .toList();
    }

    /** One objection; the field is in the API server's notation: {@code spec.selector}, {@code .spec.replicas}. */
    record Cause(String reason, String message, String field) {}
}
