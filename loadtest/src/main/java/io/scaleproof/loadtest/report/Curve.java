package io.scaleproof.loadtest.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Values over time, and how they are drawn.
 *
 * @param values by time
 */
record Curve(Chart.Series series, NavigableMap<Duration, Double> values) {

    static <T> Curve of(
            Chart.Series series, Collection<T> all, Function<T, Duration> at, Function<T, Optional<Double>> value) {
        NavigableMap<Duration, Double> values = new TreeMap<>();
        all.forEach(one -> value.apply(one).ifPresent(number -> values.put(at.apply(one), number)));
        return new Curve(series, values);
    }

    /** The same, {@code by} earlier. */
    Curve earlier(Duration by) {
        NavigableMap<Duration, Double> moved = new TreeMap<>();
        values.forEach((at, value) -> moved.put(at.minus(by), value));
        return new Curve(series, moved);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    double max() {
        return values.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /** The times of all curves, and each curve's values at them: one that holds until the next is continued. */
    static List<List<Double>> table(List<Curve> curves, Duration end) {
        TreeSet<Duration> times = new TreeSet<>();
        curves.forEach(curve -> times.addAll(curve.values.keySet()));
        times.add(end);
        List<List<Double>> table = new ArrayList<>();
        table.add(times.stream().map(at -> at.toMillis() / 1e3).toList());
        for (Curve curve : curves) {
            List<Double> column = new ArrayList<>();
            times.forEach(at -> column.add(curve.at(at).orElse(null)));
            table.add(column);
        }
        return table;
    }

    private Optional<Double> at(Duration at) {
        return series.step()
                ? Optional.ofNullable(values.floorEntry(at)).map(Map.Entry::getValue)
                : Optional.ofNullable(values.get(at));
    }
}
