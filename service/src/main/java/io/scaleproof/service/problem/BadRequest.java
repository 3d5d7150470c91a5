package io.scaleproof.service.problem;

import io.micronaut.http.HttpStatus;
import io.scaleproof.service.metrics.Refused;

/** A request that cannot be carried out as given; the message says what was given and what is allowed. */
public final class BadRequest extends Declined {
    public BadRequest(String message) {
        super(HttpStatus.BAD_REQUEST, Refused.PARAMETERS, message);
    }
}
