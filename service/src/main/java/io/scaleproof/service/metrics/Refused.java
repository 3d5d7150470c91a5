package io.scaleproof.service.metrics;

import java.util.Locale;

/** Why a request was refused. */
public enum Refused {
    /** As much is to be burned as may be. */
    BACKLOG,
    /** As much memory is held as may be. */
    MEMORY,
    /** A parameter is wrong. */
    PARAMETERS,
    /** {@code Host} is missing or there twice. */
    HOST,
    /** Its head is no valid HTTP, or too large. */
    HEAD,
    /** Its body is not sent as its head says. */
    BODY;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
