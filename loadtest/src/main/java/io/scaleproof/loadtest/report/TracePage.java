package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.Elasticity;
import io.scaleproof.loadtest.simulate.TraceRun;
import io.scaleproof.loadtest.tune.Comparison;
import io.scaleproof.loadtest.tune.Ground;
import io.scaleproof.loadtest.tune.TraceWords;
import io.scaleproof.loadtest.tune.Trial;
import io.scaleproof.loadtest.tune.Tuning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of a trace. */
final class TracePage {
    private TracePage() {}

    /** What trace.html is filled from. */
    record View(
            String kind,
            String brand,
            String word,
            String sentence,
            List<String> story,
            List<TileView> tiles,
            List<Row> rows,
            List<Change> changes,
            List<Chart> fronts,
            List<Chart> charts,
            List<Effect> effects,
            List<String> robustness,
            List<String> unvaried,
            List<String> commands,
            List<String> patch,
            List<ElasticityView> figures,
            String contract) {
        boolean isTuned() {
            return !fronts.isEmpty();
        }

        boolean hasChanges() {
            return !changes.isEmpty();
        }

        boolean noChanges() {
            return isTuned() && changes.isEmpty();
        }
    }

    /** One way to choose pods and what it comes to. */
    record Row(
            String name, String podHours, String factor, String shortFor, String late, String waited, String failed) {
        static Row of(String name, TraceRun run, double floor) {
            Elasticity figures = run.elasticity();
            return new Row(
                    name,
                    Words.number(figures.podHours()),
                    factor(figures.podHours(), floor),
                    Words.percent(figures.underTime()),
                    Words.percent(figures.latePart()),
                    Words.seconds(Duration.ofMillis(run.longestShortage())),
                    Words.count((long) run.failed()));
        }

        static Row of(String name, Trial trial, double floor) {
            return new Row(
                    name,
                    Words.number(trial.podHours()),
                    factor(trial.podHours(), floor),
                    Words.percent(trial.underTime()),
                    Words.percent(trial.latePart()),
                    Words.seconds(Duration.ofMillis(trial.longestShortageMillis())),
                    Words.count((long) trial.failed()));
        }

        private static String factor(double podHours, double floor) {
            return String.format(Locale.ROOT, "%.2f", podHours / floor);
        }
    }

    /** A setting that the best has otherwise, and what taking it back costs. */
    record Change(String name, String today, String best, String without) {}

    /** One setting and its values. */
    record Effect(String name, List<Value> values) {}

    /** A value, drawn as a bar of its pod-hours. */
    record Value(String value, String podHours, String width, String css, String note) {}

    static String of(Comparison comparison, String version) {
        Ground ground = comparison.ground();
        double floor = comparison.floor().elasticity().podHours();
        boolean kept = comparison.keepsContract();
        View view = new View(
                kept ? "passed" : "failed",
                "on paper · " + ground.trace().name(),
                kept ? "Kept on paper:" : "Broken on paper:",
                comparison.place(),
                TraceWords.trace(ground),
                tiles(comparison.hpa().elasticity(), floor),
                comparison.runs().entrySet().stream()
                        .map(run -> Row.of(run.getKey(), run.getValue(), floor))
                        .toList(),
                List.of(),
                List.of(),
                TraceCharts.all(ground, comparison.runs(), List.of("hpa", "clairvoyant")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                ElasticityView.of(comparison.hpa().elasticity()),
                comparison.clauses().words());
        return page("Settings on " + ground.trace().name(), version, "trace.json", view, ground);
    }

    static String of(Tuning tuning, String version) {
        Ground ground = tuning.ground();
        double floor = tuning.floor().elasticity().podHours();
        boolean kept = tuning.best().keepsContract();
        String verdict = TraceWords.verdict(tuning);
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of("today, in noise", tuning.today(), floor));
        rows.add(Row.of("best, in noise", tuning.best(), floor));
        for (Map.Entry<String, TraceRun> run : tuning.runs().entrySet()) {
            rows.add(Row.of(run.getKey() + ", without noise", run.getValue(), floor));
        }
        List<Chart> fronts = List.of(TraceCharts.front(tuning));
        View view = new View(
                kept ? "passed" : "unknown",
                "tuned on paper · " + ground.trace().name(),
                verdict.substring(0, verdict.indexOf(':') + 1),
                part(verdict, 0),
                story(ground, part(verdict, 1)),
                tiles(tuning.runs().get("best").elasticity(), floor),
                rows,
                changes(tuning),
                fronts,
                TraceCharts.all(ground, tuning.runs(), List.of("best", "today", "clairvoyant")),
                effects(tuning),
                tuning.robustness().stream().map(TraceWords::robustness).toList(),
                tuning.unvaried(),
                tuning.commands(),
                tuning.patch(),
                ElasticityView.of(tuning.runs().get("best").elasticity()),
                tuning.clauses().words() + ". " + tuning.searched());
        return page("Settings for " + ground.trace().name(), version, "tune.json", view, ground);
    }

    /** Of a verdict such as {@code BEST: one; two} the one or the other. */
    private static String part(String verdict, int part) {
        String[] parts = verdict.substring(verdict.indexOf(':') + 1).strip().split("; ", 2);
        return part < parts.length ? parts[part] : "";
    }

    private static List<String> story(Ground ground, String more) {
        List<String> story = new ArrayList<>(more.isEmpty() ? List.of() : List.of(more));
        TraceWords.trace(ground).forEach(line -> story.add(line.strip()));
        return story;
    }

    private static String page(String title, String version, String json, View view, Ground ground) {
        List<Chart> all = new ArrayList<>(view.fronts());
        all.addAll(view.charts());
        return Templates.page(
                title,
                version,
                "The same data as JSON stands beside it in %s.".formatted(json),
                "trace",
                view,
                new ChartData(0, ground.trace().length().toMillis() / 1e3, List.of(), List.of(), all).json());
    }

    private static List<TileView> tiles(Elasticity figures, double floor) {
        return List.of(
                new TileView(
                        "Pod-hours",
                        Words.number(figures.podHours()),
                        "%s beyond the need".formatted(Words.percent(figures.wastedPodHours() / figures.podHours()))),
                new TileView(
                        "Against a clairvoyant",
                        String.format(Locale.ROOT, "%.2f x", figures.podHours() / floor),
                        "which needs " + Words.number(floor) + " pod-hours"),
                new TileView("Short of a pod", Words.percent(figures.underTime()), "of the time"),
                new TileView(
                        "Requests due then",
                        Words.percent(figures.latePart()),
                        "of " + Words.count(Math.round(figures.requests()))));
    }

    private static List<Change> changes(Tuning tuning) {
        List<Change> changes = new ArrayList<>();
        tuning.changes().forEach((name, value) -> {
            Trial without = tuning.buys().get(name);
            changes.add(new Change(
                    name,
                    tuning.today().settings().get(name),
                    value,
                    without == null
                            ? "cannot be taken back by itself"
                            : "%s pod-hours, %s late%s"
                                    .formatted(
                                            Words.number(without.podHours()),
                                            Words.percent(without.latePart()),
                                            without.keepsContract() ? "" : ", breaks the contract")));
        });
        return changes;
    }

    private static List<Effect> effects(Tuning tuning) {
        double most = tuning.sensitivity().stream()
                .flatMap(some -> some.trials().stream())
                .mapToDouble(Trial::podHours)
                .max()
                .orElse(1);
        return tuning.sensitivity().stream()
                .map(some -> new Effect(
                        some.name(),
                        some.trials().stream()
                                .map(trial -> value(some.name(), some.best(), trial, most))
                                .toList()))
                .toList();
    }

    private static Value value(String name, String best, Trial trial, double most) {
        String value = trial.settings().get(name);
        return new Value(
                value,
                Words.number(trial.podHours()),
                String.format(Locale.ROOT, "%.2f", 100 * trial.podHours() / most),
                trial.keepsContract() ? value.equals(best) ? "c6" : "c3" : "c1",
                value.equals(best) ? "best" : trial.keepsContract() ? "" : "breaks the contract");
    }
}
