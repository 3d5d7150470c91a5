package io.scaleproof.service.problem;

import io.micronaut.http.HttpStatus;
import io.scaleproof.service.metrics.Refused;

/** Too much work at a time: to be asked again in a second, perhaps of another pod. */
public final class Busy extends Declined {
    public Busy(Refused reason, String message) {
        super(HttpStatus.SERVICE_UNAVAILABLE, reason, message);
    }
}
