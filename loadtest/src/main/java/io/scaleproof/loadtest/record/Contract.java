package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.Optional;

/**
 * The limits a run is held to. An empty limit is not judged.
 *
 * @param firstScaleUpWithin from the surge's start to the HPA's first decision to scale up
 * @param capacityWithin from the surge's start until as many pods are ready as the load needs
 * @param failedRequestsAtMost number of failed requests
 * @param failedRateAtMost failed requests as a fraction of all, 0.001 is one in a thousand
 * @param p99AtCapacityWithin 99th percentile of latency once the capacity is there
 * @param overshootAtMost pods beyond what the load needs
 * @param backToMinimumWithin from the end of the load until the minimum of pods is left
 * @param reversalsAtMost changes of direction (up, down, up counts 1 beyond the one the plan asks for)
 * @param noScaleUpWithoutLoad whether a scale-up without a load that needs it (a rollout, a JVM's start) breaks the
 *     contract
 * @param metricsAgeAtMost how old the newest measurement of the metrics API may become
 */
public record Contract(
        Optional<Duration> firstScaleUpWithin,
        Optional<Duration> capacityWithin,
        Optional<Long> failedRequestsAtMost,
        Optional<Double> failedRateAtMost,
        Optional<Duration> p99AtCapacityWithin,
        Optional<Integer> overshootAtMost,
        Optional<Duration> backToMinimumWithin,
        Optional<Integer> reversalsAtMost,
        boolean noScaleUpWithoutLoad,
        Optional<Duration> metricsAgeAtMost) {

    /** Asks nothing. */
    public static final Contract NONE = new Contract(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty());

    /** The clauses that can be judged of a load of which nothing is known but what it does to the pods. */
    public Contract ofWatching() {
        return new Contract(
                firstScaleUpWithin,
                capacityWithin,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                overshootAtMost,
                backToMinimumWithin,
                reversalsAtMost,
                noScaleUpWithoutLoad,
                metricsAgeAtMost);
    }
}
