package io.scaleproof.loadtest.record;

/**
 * Percentiles of latency, counted from the time a request was due, so that a stalled service cannot hide behind
 * requests that were never sent. All zero when {@code count} is.
 */
public record LatencySummary(
        long count, double p50Millis, double p90Millis, double p99Millis, double p999Millis, double maxMillis) {

    /** No request at all. */
    public static final LatencySummary NONE = new LatencySummary(0, 0, 0, 0, 0, 0);
}
