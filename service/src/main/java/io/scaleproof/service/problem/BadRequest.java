package io.scaleproof.service.problem;

/** A request that cannot be carried out as given; the message says what was given and what is allowed. */
public final class BadRequest extends RuntimeException {
    public BadRequest(String message) {
        // No stack trace: it is an answer to a client, not a fault of the program.
        super(message, null, false, false);
    }
}
