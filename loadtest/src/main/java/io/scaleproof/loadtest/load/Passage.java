package io.scaleproof.loadtest.load;

/**
 * How a request went, beside its outcome.
 *
 * @param request its method and path, without the query
 */
public record Passage(String request) {
    /** Of a request of which nothing else is known. */
    public static final Passage UNKNOWN = new Passage("");
}
