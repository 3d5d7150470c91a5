package io.scaleproof.loadtest.record;

/**
 * How one of several senders kept its part of the schedule. Times are by the clock of the process that led them all.
 *
 * @param name the pod's name
 * @param requests requests that it sent and that came to an end
 * @param clockAheadMillis by how much its wall clock was ahead of the leading process's
 * @param clockUncertaintyMillis how far its times may be off: half of the shortest round trip by which its clock was
 *     measured
 * @param startSkewMillis how long after it was due its first request left
 * @param lateP99Millis how late its requests left after they were due, 99th percentile
 * @param lateMaxMillis the same, the worst
 */
public record WorkerHealth(
        String name,
        long requests,
        double clockAheadMillis,
        double clockUncertaintyMillis,
        double startSkewMillis,
        double lateP99Millis,
        double lateMaxMillis) {}
