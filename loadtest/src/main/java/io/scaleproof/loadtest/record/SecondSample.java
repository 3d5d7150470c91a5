package io.scaleproof.loadtest.record;

import java.time.Duration;

/**
 * One second of load. Answers are counted in the second in which their request was due, so that a second's figures
 * belong together: every scheduled request ends as one of succeeded, failed, not sent or spoilt.
 *
 * @param at the second's start
 * @param stage name of the stage
 * @param scheduled requests due in this second
 * @param succeeded of these, answered well
 * @param failed of these, failed
 * @param inFlight requests not yet answered at the second's end
 * @param latency of those answered well
 * @param lateMillis how late the second's requests were by the generator's own fault, the worst of them: in leaving, or
 *     because it stood still while they waited for their answers
 * @param notSent requests that could not leave this machine
 * @param spoilt requests that the generator's own standstill cut off
 */
public record SecondSample(
        Duration at,
        String stage,
        long scheduled,
        long succeeded,
        long failed,
        long inFlight,
        LatencySummary latency,
        double lateMillis,
        long notSent,
        long spoilt) {

    /** A second all of whose requests left and had their chance. */
    public SecondSample(
            Duration at,
            String stage,
            long scheduled,
            long succeeded,
            long failed,
            long inFlight,
            LatencySummary latency,
            double lateMillis) {
        this(at, stage, scheduled, succeeded, failed, inFlight, latency, lateMillis, 0, 0);
    }

    /** Whether its figures speak of the service and not of the generator, which may be late by so much. */
    public boolean isSound(double limitMillis) {
        return lateMillis <= limitMillis && notSent == 0 && spoilt == 0;
    }
}
