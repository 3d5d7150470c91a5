package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.MetricFigure;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.Simulation;
import io.scaleproof.loadtest.record.Simulation.Step;
import io.scaleproof.loadtest.report.Chart.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The charts of one run, all on its one axis. */
final class Charts {
    private static final double WHOLE = 100;
    private static final List<String> COLOURS = List.of("blue", "violet", "teal", "red");

    private final RunRecord run;

    Charts(RunRecord run) {
        this.run = run;
    }

    List<Chart> all() {
        // Of a load that was only watched there is no rate and no latency to draw.
        return run.isWatched() ? List.of(measured(), pods()) : List.of(load(), latency(), measured(), pods());
    }

    private Chart load() {
        Curve sent = seconds(
                new Series("requests/s", "blue", "filled", "", false),
                second -> Optional.of((double) second.scheduled()));
        Curve failed = seconds(
                new Series("failed/s", "red", "line", "", false), second -> Optional.of((double) second.failed()));
        return chart("load", "Load", 130, 1, true, List.of(sent, failed));
    }

    private Chart latency() {
        List<Curve> curves = List.of(
                seconds(
                        new Series("99th percentile", "amber", "line", " ms", false),
                        second -> answered(second, second.latency().p99Millis())),
                seconds(
                        new Series("90th", "violet", "thin", " ms", false),
                        second -> answered(second, second.latency().p90Millis())),
                seconds(
                        new Series("median", "blue", "thin", " ms", false),
                        second -> answered(second, second.latency().p50Millis())));
        double most = curves.getFirst().max();
        double median = curves.getLast().values().values().stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> value > 0)
                .min()
                .orElse(1);
        Chart chart = chart("latency", "Latency", 150, 10, false, curves);
        // Where one second's worst is twenty times another's best, a linear axis shows one of them.
        return new Chart(
                chart.id(),
                chart.title(),
                chart.height(),
                most > 20 * median,
                chart.whole(),
                chart.least(),
                chart.band(),
                chart.series(),
                chart.data());
    }

    private static Optional<Double> answered(SecondSample second, double value) {
        return second.latency().count() == 0 ? Optional.empty() : Optional.of(value);
    }

    private Chart measured() {
        List<Metric> metrics = run.autoscaler().map(HpaSettings::metrics).orElse(List.of());
        if (isOfCpu()) {
            return cpu();
        }
        return metrics.size() == 1 ? one(metrics.getFirst()) : shares(metrics);
    }

    /** Whether CPU utilization is all there is to draw. */
    boolean isOfCpu() {
        return run.autoscaler().map(HpaSettings::looksAtCpuAlone).orElse(true);
    }

    private Chart cpu() {
        List<Curve> curves =
                new ArrayList<>(List.of(measuredCpu(new Series("measured by the HPA", "blue", "line", " %", true))));
        run.autoscaler()
                .filter(hpa -> !hpa.metrics().isEmpty())
                .ifPresent(hpa ->
                        curves.addAll(target(hpa, hpa.metrics().getFirst().target(), " %")));
        run.simulation()
                .ifPresent(simulation -> curves.add(Curve.of(
                        new Series("simulated", "violet", "dash", " %", true),
                        simulation.steps(),
                        Step::at,
                        step -> Optional.of(step.utilizationPercent()))));
        return chart("cpu", "CPU, percent of the request", 150, 10, false, curves);
    }

    /** The only metric, in its own unit. */
    private Chart one(Metric metric) {
        MetricScale scale = MetricScale.of(metric);
        List<Curve> curves = new ArrayList<>(List.of(figures(
                new Series("measured by the HPA", "blue", "line", scale.unit(), true),
                figure -> scale.of(figure.value()))));
        run.autoscaler().ifPresent(hpa -> curves.addAll(target(hpa, scale.of(metric.target()), scale.unit())));
        return chart(
                "metric",
                metric.words() + (metric.targetType().equals("AverageValue") ? ", a pod" : ""),
                150,
                scale.of(metric.target()) * 1.2,
                false,
                curves);
    }

    /** Several, beside each other: each in percent of its own target. */
    private Chart shares(List<Metric> metrics) {
        List<Curve> curves = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            Metric metric = metrics.get(i);
            curves.add(Curve.of(
                    new Series(metric.words(), COLOURS.get(i % COLOURS.size()), "line", " %", true),
                    run.hpa(),
                    HpaSample::at,
                    sample -> MetricFigure.all(run.autoscaler().orElseThrow(), sample)
                            .filter(figure -> figure.metric().equals(metric))
                            .map(Charts::percent)
                            .findFirst()));
        }
        run.autoscaler().ifPresent(hpa -> curves.addAll(target(hpa, WHOLE, " %")));
        return chart("metric", "What the HPA measured, percent of each target", 150, WHOLE * 1.2, false, curves);
    }

    private static List<Curve> target(HpaSettings hpa, double target, String unit) {
        return List.of(
                constant(new Series("target", "amber", "dash", unit, true), target),
                constant(
                        new Series("tolerance", "amber", "band", unit, true),
                        target * (1 + hpa.scaleUp().tolerance())),
                constant(
                        new Series("", "amber", "band", unit, true),
                        target * (1 - hpa.scaleDown().tolerance())));
    }

    Curve measuredCpu(Series series) {
        return Curve.of(
                series,
                run.hpa(),
                HpaSample::at,
                sample -> sample.utilizationPercent().map(Integer::doubleValue));
    }

    /** The metric that decides, in percent of its target. */
    Curve measuredShare(Series series) {
        return figures(series, Charts::percent);
    }

    private Curve figures(Series series, ToDoubleFunction<MetricFigure> value) {
        return Curve.of(
                series,
                run.hpa(),
                HpaSample::at,
                sample -> run.autoscaler()
                        .flatMap(settings -> MetricFigure.highest(settings, sample))
                        .map(value::applyAsDouble));
    }

    private static double percent(MetricFigure figure) {
        return figure.share() * WHOLE;
    }

    private Chart pods() {
        List<Curve> curves = new ArrayList<>();
        switch (Need.of(run)) {
            case Need.Unknown _ -> {}
            case Need.Known need ->
                curves.add(Curve.of(
                        new Series("needed", "grey", "area", "", true),
                        need.moments(),
                        moment -> moment.at().isNegative() ? Duration.ZERO : moment.at(),
                        moment -> Optional.of((double) moment.likely())));
        }
        curves.add(ready(new Series("ready", "teal", "line", "", true)));
        curves.add(wanted(new Series("wanted", "blue", "line", "", true)));
        curves.add(Curve.of(
                new Series("predicted", "violet", "dots", "", false),
                run.decisions(),
                Decision::at,
                decision -> decision.predicted().map(Integer::doubleValue)));
        run.simulation().map(Charts::simulated).ifPresent(curves::add);
        return chart("pods", "Pods", 210, 2, true, curves);
    }

    private static Curve simulated(Simulation simulation) {
        return Curve.of(
                new Series("simulated", "amber", "dash", "", true),
                simulation.steps(),
                Step::at,
                step -> Optional.of((double) step.desired()));
    }

    Curve ready(Series series) {
        return Curve.of(
                series, run.deployments(), DeploymentSample::at, sample -> Optional.of((double) sample.ready()));
    }

    Curve wanted(Series series) {
        return Curve.of(
                series, run.deployments(), DeploymentSample::at, sample -> Optional.of((double) sample.wanted()));
    }

    Curve p99(Series series) {
        return seconds(series, second -> answered(second, second.latency().p99Millis()));
    }

    Curve rate(Series series) {
        return seconds(series, second -> Optional.of((double) second.scheduled()));
    }

    private Curve seconds(Series series, Function<SecondSample, Optional<Double>> value) {
        return Curve.of(series, run.seconds(), SecondSample::at, value);
    }

    private static Curve constant(Series series, double value) {
        return Curve.of(series, List.of(Duration.ZERO), at -> at, at -> Optional.of(value));
    }

    private Chart chart(String id, String title, int height, double least, boolean whole, List<Curve> curves) {
        return chart(id, title, height, least, whole, curves, run.length());
    }

    static Chart chart(
            String id, String title, int height, double least, boolean whole, List<Curve> curves, Duration end) {
        List<Series> series = curves.stream().map(Curve::series).toList();
        return new Chart(id, title, height, false, whole, least, band(series), series, Curve.table(curves, end));
    }

    /** The tolerance is the band between its two ends. */
    private static List<Integer> band(List<Series> series) {
        List<Integer> ends = IntStream.range(0, series.size())
                .filter(i -> series.get(i).look().equals("band"))
                .boxed()
                .toList();
        return ends.size() == 2 ? ends : List.of();
    }
}
