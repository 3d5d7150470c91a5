package io.scaleproof.loadtest.record;

import java.time.Duration;

/**
 * One second of load. Answers are counted in the second in which their request was due, so that a second's figures
 * belong together.
 *
 * @param at the second's start
 * @param stage name of the stage
 * @param scheduled requests due in this second
 * @param succeeded of these, answered well
 * @param failed of these, failed
 * @param inFlight requests not yet answered at the second's end
 * @param latency of those answered well
 * @param lateMillis how late the second's latest request left, by the generator's own fault
 */
public record SecondSample(
        Duration at,
        String stage,
        long scheduled,
        long succeeded,
        long failed,
        long inFlight,
        LatencySummary latency,
        double lateMillis) {}
