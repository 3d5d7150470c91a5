package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.elasticity.StepCurve;
import io.scaleproof.loadtest.policy.Demand;
import io.scaleproof.loadtest.report.Chart.Series;
import io.scaleproof.loadtest.simulate.TraceRun;
import io.scaleproof.loadtest.tune.Ground;
import io.scaleproof.loadtest.tune.Trial;
import io.scaleproof.loadtest.tune.Tuning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The charts of a trace: traffic and pods over time, cost against lateness. */
final class TraceCharts {
    /** More points than pixels are not drawn. */
    private static final int POINTS = 1_500;

    /** What is dearer than this many times all that matters is left out: it would press the rest to the edge. */
    private static final double DEAR = 1.5;

    private static final List<Series> LOOKS = List.of(
            new Series("", "teal", "line", "", true),
            new Series("", "blue", "line", "", true),
            new Series("", "violet", "dash", "", true));

    private TraceCharts() {}

    /** Traffic, and the pods that each of {@code shown} had ready beside those that were needed. */
    static List<Chart> all(Ground ground, Map<String, TraceRun> runs, List<String> shown) {
        Demand demand = ground.demand();
        int points = (int) Math.min(POINTS, demand.length() / 1_000 + 1);
        List<Double> times = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        List<Double> needs = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            long from = demand.length() * i / points;
            long to = demand.length() * (i + 1) / points;
            times.add(from / 1e3);
            rates.add(demand.between(from, to) / ((to - from) / 1e3));
            needs.add(most(demand.curve(), from, to));
        }
        List<Series> series = new ArrayList<>(List.of(new Series("needed", "grey", "area", "", true)));
        List<List<Double>> pods = new ArrayList<>(List.of(times, needs));
        for (int i = 0; i < shown.size(); i++) {
            Series look = LOOKS.get(i);
            StepCurve ready = runs.get(shown.get(i)).ready();
            series.add(new Series(shown.get(i), look.color(), look.look(), "", true));
            List<Double> column = new ArrayList<>();
            for (int point = 0; point < points; point++) {
                column.add(most(ready, demand.length() * point / points, demand.length() * (point + 1) / points));
            }
            pods.add(column);
        }
        return List.of(
                new Chart(
                        "load",
                        "Traffic",
                        130,
                        false,
                        false,
                        1,
                        List.of(),
                        List.of(new Series("requests/s", "blue", "filled", "", false)),
                        List.of(times, rates)),
                new Chart("pods", "Pods", 240, false, true, 2, List.of(), series, pods));
    }

    /** So that no height is lost between two points. */
    private static double most(StepCurve curve, long from, long to) {
        int most = curve.at(from);
        for (long at = from; at < to; at += Math.max(1, (to - from) / 20)) {
            most = Math.max(most, curve.at(at));
        }
        return most;
    }

    /** Everything that was tried, by what it costs and how late it is. */
    static Chart front(Tuning tuning) {
        double dearest = DEAR
                * Stream.concat(tuning.front().stream(), Stream.of(tuning.today(), tuning.best()))
                        .mapToDouble(Trial::podHours)
                        .max()
                        .orElse(1);
        List<Trial> tried = tuning.trials().stream()
                .filter(trial -> trial.podHours() <= dearest)
                .toList();
        TreeSet<Double> costs = new TreeSet<>();
        tried.forEach(trial -> costs.add(trial.podHours()));
        double floor = tuning.floor().elasticity().podHours();
        costs.add(floor);
        List<Double> xs = List.copyOf(costs);
        return new Chart(
                "front",
                "Requests due while pods were missing, by cost",
                300,
                false,
                false,
                0.1,
                List.of(),
                List.of(
                        new Series("tried, keeps the contract", "grey", "specks", " %", false),
                        new Series("tried, breaks it", "amber", "specks", " %", false),
                        new Series("front", "blue", "line", " %", true),
                        new Series("today", "red", "dots", " %", false),
                        new Series("best", "teal", "dots", " %", false),
                        new Series("clairvoyant", "violet", "dots", " %", false)),
                List.of(
                        xs,
                        column(xs, tried, Trial::keepsContract),
                        column(xs, tried, trial -> !trial.keepsContract()),
                        column(xs, tuning.front(), _ -> true),
                        column(xs, List.of(tuning.today()), _ -> true),
                        column(xs, List.of(tuning.best()), _ -> true),
                        xs.stream()
                                .map(x -> x == floor ? Double.valueOf(0) : null)
                                .toList()),
                "pod-hours");
    }

    private static List<Double> column(List<Double> xs, List<Trial> trials, Predicate<Trial> which) {
        Double[] column = new Double[xs.size()];
        for (Trial trial : trials) {
            if (which.test(trial)) {
                column[Collections.binarySearch(xs, trial.podHours())] = trial.latePart() * 100;
            }
        }
        return Arrays.asList(column);
    }
}
