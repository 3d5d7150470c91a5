package io.scaleproof.loadtest.simulate;

import java.time.Duration;
import java.util.Optional;

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

    /** CPU that a serving pod uses beyond its rest and its load, in thousandths of a core. */
    default double burns(Duration now, Duration sinceReady) {
        return 0;
    }

    /** Whether the load generator stands still; what is due meanwhile leaves when it goes on. */
    default boolean stallsGenerator(Duration now) {
        return false;
    }

    /** How often each pod's own CPU counter is read; never where empty. */
    default Optional<Duration> readsCountersEvery() {
        return Optional.empty();
    }

    /** The part of requests that fails while a pod leaves. */
    default double droppedWhileLeaving() {
        return 0;
    }
}
