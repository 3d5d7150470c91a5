package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.HpaSettings.Metric;

/**
 * The unit in which a metric is drawn.
 *
 * @param factor what a figure is multiplied by
 * @param unit behind each number
 */
record MetricScale(double factor, String unit) {
    private static final double MEBIBYTE = 1 << 20;

    static MetricScale of(Metric metric) {
        if (metric.targetType().equals("Utilization")) {
            return new MetricScale(1, " %");
        }
        return switch (metric.name()) {
            case "cpu" -> new MetricScale(1_000, "m");
            case "memory" -> new MetricScale(1 / MEBIBYTE, " MiB");
            default -> new MetricScale(1, "");
        };
    }

    double of(double value) {
        return value * factor;
    }
}
