package io.scaleproof.service.problem;

import io.micronaut.http.HttpStatus;
import io.scaleproof.service.metrics.Refused;

/** A request that a controller does not carry out; the message says why, for whoever asked. */
public abstract sealed class Declined extends RuntimeException permits BadRequest, Busy {
    private final HttpStatus status;
    private final Refused reason;

    Declined(HttpStatus status, Refused reason, String message) {
        // No stack trace: it is an answer to a client, not a fault of the program.
        super(message, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    HttpStatus status() {
        return status;
    }

    Refused reason() {
        return reason;
    }
}
