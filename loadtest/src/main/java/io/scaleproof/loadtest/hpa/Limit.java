package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSettings.Policy;

/**
 * What the limits made of a number of pods.
 *
 * @param before pods before the limits
 * @param after pods after them
 * @param cause which limit it was
 */
public record Limit(int before, int after, Cause cause) {

    /** What limits. */
    public sealed interface Cause {
        /** Nothing: the number lies within all limits. */
        record None() implements Cause {}

        /** {@code maxReplicas}. */
        record Maximum(int pods) implements Cause {}

        /** {@code minReplicas}. */
        record Minimum(int pods) implements Cause {}

        /**
         * A policy, of which {@code selectPolicy} chose this one.
         *
         * @param selectPolicy {@code Max} or {@code Min}
         * @param periodStart pods at the beginning of the policy's period
         * @param pods pods it allows now
         */
        record ByPolicy(Policy policy, String selectPolicy, int periodStart, int pods) implements Cause {}

        /** {@code selectPolicy: Disabled} for this direction. */
        record Disabled(boolean up) implements Cause {}

        /** Without {@code behavior}, one sync at most doubles the pods, or goes to 4. */
        record Doubling(int pods) implements Cause {}
    }
}
