package io.scaleproof.loadtest.record;

import java.util.List;

/**
 * Whether the load generator itself kept its schedule.
 *
 * @param scheduled requests that were due
 * @param sent requests that left
 * @param lateP50Millis how late requests left after they were due, median
 * @param lateP99Millis the same, 99th percentile
 * @param lateMaxMillis the same, the worst
 * @param limitMillis above this 99th percentile the run is void
 * @param workers the pods that sent the load, if it was not one process
 */
public record GeneratorHealth(
        long scheduled,
        long sent,
        double lateP50Millis,
        double lateP99Millis,
        double lateMaxMillis,
        double limitMillis,
        List<WorkerHealth> workers) {

    public GeneratorHealth {
        // A report that was written before there were any does not name them.
        workers = workers == null ? List.of() : List.copyOf(workers);
    }

    /** That of one process. */
    public GeneratorHealth(
            long scheduled,
            long sent,
            double lateP50Millis,
            double lateP99Millis,
            double lateMaxMillis,
            double limitMillis) {
        this(scheduled, sent, lateP50Millis, lateP99Millis, lateMaxMillis, limitMillis, List.of());
    }

    /** The same, sent by these. */
    public GeneratorHealth by(List<WorkerHealth> senders) {
        return new GeneratorHealth(scheduled, sent, lateP50Millis, lateP99Millis, lateMaxMillis, limitMillis, senders);
    }
}
