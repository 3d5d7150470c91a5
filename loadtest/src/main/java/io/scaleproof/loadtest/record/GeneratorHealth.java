package io.scaleproof.loadtest.record;

/**
 * Whether the load generator itself kept its schedule.
 *
 * @param scheduled requests that were due
 * @param sent requests that left
 * @param lateP50Millis how late requests left after they were due, median
 * @param lateP99Millis the same, 99th percentile
 * @param lateMaxMillis the same, the worst
 * @param limitMillis above this 99th percentile the run is void
 */
public record GeneratorHealth(
        long scheduled,
        long sent,
        double lateP50Millis,
        double lateP99Millis,
        double lateMaxMillis,
        double limitMillis) {}
