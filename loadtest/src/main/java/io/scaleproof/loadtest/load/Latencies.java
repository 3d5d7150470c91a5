package io.scaleproof.loadtest.load;

import io.scaleproof.loadtest.record.LatencySummary;
import org.HdrHistogram.Histogram;

/** A histogram of latencies: microseconds, to three digits. */
final class Latencies {
    private final Histogram micros = new Histogram(3);

    void addNanos(long nanos) {
        micros.recordValue(Math.max(0, nanos / 1_000));
    }

    double percentileMillis(double percentile) {
        return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1e3;
    }

    LatencySummary summary() {
        return micros.getTotalCount() == 0
                ? LatencySummary.NONE
                : new LatencySummary(
                        micros.getTotalCount(),
                        percentileMillis(50),
                        percentileMillis(90),
                        percentileMillis(99),
                        percentileMillis(99.9),
                        micros.getMaxValue() / 1e3);
    }
}
