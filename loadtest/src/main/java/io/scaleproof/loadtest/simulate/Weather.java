package io.scaleproof.loadtest.simulate;

import java.time.Duration;

/** What happens to a simulated cluster beyond its model. */
public interface Weather {
    /** Nothing. */
    Weather CALM = new Weather() {};

    /** What a request costs, as a multiple of what it was taken to cost. */
    default double costFactor(Duration now) {
        return 1;
    }

    /** What a round of metrics says, as a multiple of the truth. */
    default double metricsFactor(Duration now) {
        return 1;
    }

    /** Whether a round of metrics does not come. */
    default boolean skipsMetrics(Duration now) {
        return false;
    }

    /** Whether the HPA misses a sync. */
    default boolean skipsSync(Duration now) {
        return false;
    }

    /** How much longer pods that are created now wait for a node. */
    default Duration waitsForNode(Duration now) {
        return Duration.ZERO;
    }

    /** The part of requests that fails while a pod leaves. */
    default double droppedWhileLeaving() {
        return 0;
    }
}
