package io.scaleproof.loadtest.terminal;

import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.watch.ClusterState;
import java.time.Duration;
import java.util.Locale;

/**
 * The state of a run at one moment.
 *
 * @param at since the run's zero
 * @param stage name of the stage that runs, or {@code -} before the first
 * @param rate requests that were due in the last whole second, which may be none
 * @param latency of that second's answers
 * @param requests requests that ended so far
 * @param failed how many of them failed
 * @param inFlight requests under way
 * @param cluster what the target looks like
 */
public record Snapshot(
        Duration at,
        String stage,
        long rate,
        LatencySummary latency,
        long requests,
        long failed,
        long inFlight,
        ClusterState cluster) {

    /** A moment of a load that is only watched. */
    public static Snapshot watched(Duration at, ClusterState cluster) {
        return new Snapshot(at, "-", 0, LatencySummary.NONE, 0, 0, 0, cluster);
    }

    /** The 99th percentile of the last whole second's latency; of none without an answer. */
    String p99() {
        return latency.count() == 0 ? "-" : String.format(Locale.ROOT, "%.0f ms", latency.p99Millis());
    }

    /** The first metric's target, in percent where it is a utilization. */
    double target() {
        return cluster.settings().stream()
                .flatMap(settings -> settings.metrics().stream())
                .mapToDouble(metric -> metric.target())
                .findFirst()
                .orElse(0);
    }
}
