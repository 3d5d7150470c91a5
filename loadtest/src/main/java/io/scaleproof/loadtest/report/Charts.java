package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
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
import java.util.stream.IntStream;

/** The charts of one run, all on its one axis. */
final class Charts {
    private final RunRecord run;

    Charts(RunRecord run) {
        this.run = run;
    }

    List<Chart> all() {
        // Of a load that was only watched there is no rate and no latency to draw.
        return run.isWatched() ? List.of(cpu(), pods()) : List.of(load(), latency(), cpu(), pods());
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

    private Chart cpu() {
        Curve measured = measuredCpu(new Series("measured by the HPA", "blue", "line", " %", true));
        List<Curve> curves = new ArrayList<>(List.of(measured));
        Optional<HpaSettings> settings =
                run.autoscaler().filter(hpa -> !hpa.metrics().isEmpty());
        settings.ifPresent(hpa -> {
            double target = hpa.metrics().getFirst().target();
            curves.add(constant(new Series("target", "amber", "dash", " %", true), target));
            curves.add(constant(
                    new Series("tolerance", "amber", "band", " %", true),
                    target * (1 + hpa.scaleUp().tolerance())));
            curves.add(constant(
                    new Series("", "amber", "band", " %", true),
                    target * (1 - hpa.scaleDown().tolerance())));
        });
        run.simulation()
                .ifPresent(simulation -> curves.add(Curve.of(
                        new Series("simulated", "violet", "dash", " %", true),
                        simulation.steps(),
                        Step::at,
                        step -> Optional.of(step.utilizationPercent()))));
        return chart("cpu", "CPU, percent of the request", 150, 10, false, curves);
    }

    Curve measuredCpu(Series series) {
        return Curve.of(
                series,
                run.hpa(),
                HpaSample::at,
                sample -> sample.utilizationPercent().map(Integer::doubleValue));
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
