package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the custom or the external metrics API said of one of the HPA's metrics, once. Kept is what changed: a value holds until the
 * next reading of the same metric and pod.
 *
 * @param at when the answer was first seen
 * @param measuredAt the answer's own timestamp: the end of the window, or when the adapter asked, where it knows no better
 * @param window the time it averages over; zero where the API does not tell
 * @param source {@code Pods}, {@code Object} or {@code External}
 * @param metric the metric's name
 * @param pod the pod that it is of; empty where one value stands for all of them
 * @param value in the metric's unit, rounded up to a thousandth as the HPA takes it; empty where the answer had it no more
 */
public record MetricReading(
        Duration at,
        Duration measuredAt,
        Duration window,
        String source,
        String metric,
        Optional<String> pod,
        OptionalDouble value) {

    /** Whether it is one of {@code metric}'s. */
    public boolean isOf(HpaSettings.Metric other) {
        return source.equals(other.source()) && metric.equals(other.name());
    }
}
