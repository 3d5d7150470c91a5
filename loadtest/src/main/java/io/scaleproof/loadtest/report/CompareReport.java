package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.report.Chart.Series;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** Two runs in one page, before and after a change. Their axes are laid over each other at the first surge. */
public final class CompareReport {
    private final Side before;
    private final Side after;
    private final Duration lead;

    private CompareReport(RunRecord before, RunRecord after) {
        Duration first = surge(before);
        Duration second = surge(after);
        this.lead = first.compareTo(second) < 0 ? first : second;
        this.before = new Side(before, first.minus(lead));
        this.after = new Side(after, second.minus(lead));
    }

    /** One of the two, drawn {@code shift} earlier than it happened. */
    private record Side(RunRecord run, Duration shift) {
        Charts charts() {
            return new Charts(run);
        }

        Duration end() {
            return run.length().minus(shift);
        }
    }

    /** The page of both. */
    public static String of(RunRecord before, RunRecord after) {
        var compare = new CompareReport(before, after);
        List<Chart> charts = compare.charts();
        return Templates.page(
                "%s compared".formatted(after.plan().name()),
                after.environment().scaleproof(),
                "It was made from the two runs' report.json.",
                "compare",
                CompareView.of(before, after, charts),
                compare.data(charts).json());
    }

    private static Duration surge(RunRecord run) {
        return run.plan().stages().stream()
                .filter(stage -> stage.phase() == Phase.SURGE)
                .map(StageRun::start)
                .findFirst()
                .orElse(Duration.ZERO);
    }

    private List<Chart> charts() {
        return List.of(
                both("pods", "Pods wanted", 200, 2, true, Charts::wanted, "", true),
                both("ready", "Pods ready", 160, 2, true, Charts::ready, "", true),
                measured(),
                both("latency", "Latency, 99th percentile", 150, 10, false, Charts::p99, " ms", false),
                both("load", "Load, requests/s", 120, 1, true, Charts::rate, "", false));
    }

    private Chart measured() {
        return before.charts().isOfCpu() && after.charts().isOfCpu()
                ? both(
                        "cpu",
                        "CPU measured by the HPA, percent of the request",
                        150,
                        10,
                        false,
                        Charts::measuredCpu,
                        " %",
                        true)
                : both(
                        "metric",
                        "What the HPA measured, percent of its target",
                        150,
                        10,
                        false,
                        Charts::measuredShare,
                        " %",
                        true);
    }

    private Chart both(
            String id,
            String title,
            int height,
            double least,
            boolean whole,
            BiFunction<Charts, Series, Curve> curve,
            String unit,
            boolean step) {
        Curve first = curve.apply(before.charts(), new Series("before", "amber", "line", unit, step))
                .earlier(before.shift());
        Curve second = curve.apply(after.charts(), new Series("after", "blue", "line", unit, step))
                .earlier(after.shift());
        return Charts.chart(id, title, height, least, whole, List.of(first, second), end());
    }

    private Duration end() {
        return before.end().compareTo(after.end()) > 0 ? before.end() : after.end();
    }

    private ChartData data(List<Chart> charts) {
        double surge = lead.toMillis() / 1e3;
        return new ChartData(
                0, end().toMillis() / 1e3, List.of(), List.of(new ChartData.Event(surge, "surge", "up")), charts);
    }
}
