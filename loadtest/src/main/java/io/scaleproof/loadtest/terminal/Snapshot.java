package io.scaleproof.loadtest.terminal;

import io.scaleproof.loadtest.watch.ClusterState;
import java.time.Duration;

/**
 * The state of a run at one moment.
 *
 * @param at since the run's zero
 * @param stage name of the stage
 * @param rate requests that were due in the last second
 * @param p99Millis 99th percentile of latency in the last second
 * @param requests requests that ended so far
 * @param failed how many of them failed
 * @param inFlight requests under way
 * @param cluster what the target looks like
 */
public record Snapshot(
        Duration at,
        String stage,
        long rate,
        double p99Millis,
        long requests,
        long failed,
        long inFlight,
        ClusterState cluster) {}
