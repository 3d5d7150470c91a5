package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.report.Chart.Series;
import io.scaleproof.loadtest.terminal.Sparkline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** A run's curves as lines of text, for where nothing can be drawn: all on one axis, each scaled to its own largest. */
final class TextCharts {
    private static final int COLUMNS = 60;

    private final RunRecord run;

    TextCharts(RunRecord run) {
        this.run = run;
    }

    /** One line a curve; none for a run of no length. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (run.length().isPositive()) {
            Charts charts = new Charts(run);
            add(lines, "requests/s", charts.rate(held("requests/s")), "");
            add(lines, "p99", charts.p99(held("p99")), " ms");
            if (charts.isOfCpu()) {
                add(lines, "CPU", charts.measuredCpu(held("CPU")), " %");
            } else {
                add(lines, "HPA's metric", charts.measuredShare(held("metric")), " % of its target");
            }
            add(lines, "pods wanted", charts.wanted(held("pods")), "");
            add(lines, "pods ready", charts.ready(held("pods")), "");
            if (!lines.isEmpty()) {
                lines.add("%-12s 0 s%s".formatted("", " ".repeat(COLUMNS - 8))
                        + "%5d s".formatted(run.length().toSeconds()));
            }
        }
        return lines;
    }

    /** A value holds until the next one. */
    private static Series held(String name) {
        return new Series(name, "", "", "", true);
    }

    private void add(List<String> lines, String name, Curve curve, String unit) {
        if (!curve.isEmpty()) {
            List<Double> columns = IntStream.range(0, COLUMNS)
                    .mapToObj(column -> highest(curve, column))
                    .toList();
            lines.add(String.format(
                    Locale.ROOT,
                    "%-12s %s  at most %.0f%s",
                    name,
                    Sparkline.of(columns, value -> value),
                    columns.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                    unit));
        }
    }

    /** The largest value within a column's time, so that no peak is lost. */
    private double highest(Curve curve, int column) {
        Duration from = run.length().multipliedBy(column).dividedBy(COLUMNS);
        Duration to = run.length().multipliedBy(column + 1L).dividedBy(COLUMNS);
        double held = Optional.ofNullable(curve.values().floorEntry(from))
                .map(entry -> entry.getValue())
                .orElse(0.0);
        return curve.values().subMap(from, true, to, false).values().stream()
                .mapToDouble(Double::doubleValue)
                .reduce(held, Math::max);
    }
}
