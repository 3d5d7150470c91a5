package io.scaleproof.loadtest.record;

import io.scaleproof.loadtest.record.HpaSettings.Metric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one of an HPA's metrics showed, beside its target.
 *
 * @param metric the metric and its target
 * @param value percent for a {@code Utilization}; the mean over pods for an {@code AverageValue}, otherwise the whole, both in the
 *     metric's unit
 * @param age how old the newest measurement in it was when it was used; empty where that is not known
 * @param window the time that it averages over; empty where that is not known
 */
public record MetricFigure(Metric metric, double value, Optional<Duration> age, Optional<Duration> window) {
    private static final int DIGITS = 4;

    /** A figure whose age is not known. */
    public MetricFigure(Metric metric, double value) {
        this(metric, value, Optional.empty(), Optional.empty());
    }

    /** The figures of a status, in the order of the settings; none of metrics that it does not tell. */
    public static Stream<MetricFigure> all(HpaSettings settings, HpaSample status) {
        return settings.metrics().stream().flatMap(metric -> of(metric, status).stream());
    }

    /** The one that lies highest beside its target, which is the one that decides; empty for a status that tells none. */
    public static Optional<MetricFigure> highest(HpaSettings settings, HpaSample status) {
        return all(settings, status).max(Comparator.comparingDouble(MetricFigure::share));
    }

    private static Optional<MetricFigure> of(Metric metric, HpaSample status) {
        return status.metrics().stream()
                .filter(current -> current.name().equals(metric.name())
                        && current.container().equals(metric.container()))
                .findFirst()
                .flatMap(current -> metric.targetType().equals("Utilization")
                        ? current.utilizationPercent().map(Integer::doubleValue)
                        : Optional.of(current.averageValue()))
                .map(value -> new MetricFigure(metric, value));
    }

    /** The value as a part of the target. */
    public double share() {
        return value / metric.target();
    }

    /** With its name: {@code cpu 377 % / 50 %}, or {@code http_requests 12.5 / 10 a pod}. */
    public String words() {
        return metric.words() + " " + amounts();
    }

    /** Value and target: {@code 377 % / 50 %}, {@code 250m / 100m a pod}, or {@code 12.5 / 10} for the whole. */
    public String amounts() {
        return "%s / %s%s"
                .formatted(
                        valueWords(),
                        inItsUnit(metric.target()),
                        metric.targetType().equals("AverageValue") ? " a pod" : "");
    }

    /** The value alone: {@code 377 %}, {@code 250m} or {@code 12.5}. */
    public String valueWords() {
        return inItsUnit(value);
    }

    private String inItsUnit(double amount) {
        return metric.targetType().equals("Utilization")
                ? String.format(Locale.ROOT, "%.0f %%", amount)
                : amount(metric.name(), amount);
    }

    /** How old it was, {@code 12.3 s old}, and over which time; empty where that is not known. */
    public Optional<String> ageWords() {
        return age.map(old -> seconds(old)
                + " old"
                + window.filter(Duration::isPositive)
                        .map(over -> ", a mean over " + seconds(over))
                        .orElse(""));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    /** An amount in the unit that suits its metric. */
    private static String amount(String metric, double value) {
        return switch (metric) {
            case "cpu" -> String.format(Locale.ROOT, "%.0fm", value * 1_000);
            case "memory" -> String.format(Locale.ROOT, "%.0f MiB", value / (1 << 20));
            default ->
                BigDecimal.valueOf(value)
                        .round(new MathContext(DIGITS))
                        .stripTrailingZeros()
                        .toPlainString();
        };
    }
}
