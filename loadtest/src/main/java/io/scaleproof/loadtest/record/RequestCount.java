package io.scaleproof.loadtest.record;

/**
 * How often one of the requests was sent. Those that differ in query, headers or body alone are counted together: all of these may be
 * secrets.
 *
 * @param request method and path, for instance {@code GET /search}
 * @param sent requests that left
 * @param failed of these, failed
 */
public record RequestCount(String request, long sent, long failed) {}
