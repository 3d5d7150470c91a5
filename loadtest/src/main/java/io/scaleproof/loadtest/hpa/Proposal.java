package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSettings.Metric;

/** What one metric asks for. */
public sealed interface Proposal {

    /** The metric. */
    Metric metric();

    /** Nothing, because it could not be computed. */
    record Unavailable(Metric metric, String why) implements Proposal {}

    /**
     * A number of pods.
     *
     * @param replicas the number
     * @param usage usage as the HPA's status shows it: percent of the request for a utilization, otherwise thousandths
     * @param ratio usage over target, of the pods whose metrics count
     * @param adjustedRatio the same with missing and unready pods filled in; equal to {@code ratio} without such pods
     * @param pods the number that the ratio is multiplied by
     * @param groups which pods counted
     * @param rule what made it this number
     */
    record Replicas(
            Metric metric,
            int replicas,
            long usage,
            double ratio,
            double adjustedRatio,
            int pods,
            PodGroups groups,
            Rule rule)
            implements Proposal {}

    /** What decided over a proposal. */
    enum Rule {
        /** The ratio times the pods, rounded up. */
        RATIO,
        /** The ratio lies within the tolerance: no change. */
        TOLERANCE,
        /** With the missing and unready pods filled in, the direction would turn: no change. */
        DIRECTION,
        /** The metric's value over the value per pod, rounded up. */
        PER_POD_VALUE
    }
}
