package io.scaleproof.loadtest.report;

import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.hpa.Agreement;
import io.scaleproof.loadtest.record.Elasticity;
import io.scaleproof.loadtest.record.Nodes;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that compare.html shows. */
record CompareView(
        String kind,
        String sentence,
        OutcomeView before,
        OutcomeView after,
        List<Clause> clauses,
        List<Figure> figures,
        List<Setting> settings,
        List<Setting> same,
        List<Chart> charts) {

    /** A smaller difference, as a fraction, is shown but not called better or worse. */
    private static final double NOISE = 0.1;

    /** One clause in both runs. */
    record Clause(String title, String required, Side before, Side after, String css, String change) {}

    /** One of its two verdicts. */
    record Side(String kind, String mark, String actual) {}

    /** One figure in both runs. */
    record Figure(String name, String before, String after, String css, String change) {}

    /** One setting or version in both runs. */
    record Setting(String name, String before, String after) {}

    static CompareView of(RunRecord before, RunRecord after, List<Chart> charts) {
        List<Clause> clauses = clauses(before.verdicts(), after.verdicts());
        List<Setting> settings = settings(before, after);
        long better =
                clauses.stream().filter(clause -> clause.css().equals("better")).count();
        long worse =
                clauses.stream().filter(clause -> clause.css().equals("worse")).count();
        return new CompareView(
                worse > 0 ? "failed" : better > 0 ? "passed" : "unknown",
                "%s better, %d worse".formatted(Words.count(better, "verdict is", "verdicts are"), worse),
                OutcomeView.of(before),
                OutcomeView.of(after),
                clauses,
                figures(before, after),
                settings.stream().filter(setting -> !same(setting)).toList(),
                settings.stream().filter(CompareView::same).toList(),
                charts);
    }

    private static boolean same(Setting setting) {
        return setting.before().equals(setting.after());
    }

    private static List<Clause> clauses(List<Verdict> before, List<Verdict> after) {
        Set<String> keys = new LinkedHashSet<>();
        before.forEach(verdict -> keys.add(verdict.clause()));
        after.forEach(verdict -> keys.add(verdict.clause()));
        return keys.stream()
                .map(key -> clause(find(before, key), find(after, key)))
                .toList();
    }

    private static Optional<Verdict> find(List<Verdict> verdicts, String clause) {
        return verdicts.stream()
                .filter(verdict -> verdict.clause().equals(clause))
                .findFirst();
    }

    private static Clause clause(Optional<Verdict> before, Optional<Verdict> after) {
        Verdict either = after.or(() -> before).orElseThrow();
        int change = rank(after) - rank(before);
        boolean comparable = before.isPresent() && after.isPresent() && change != 0;
        return new Clause(
                either.title(),
                either.required(),
                side(before),
                side(after),
                !comparable ? "" : change > 0 ? "better" : "worse",
                !comparable ? "" : change > 0 ? "better" : "worse");
    }

    private static int rank(Optional<Verdict> verdict) {
        return verdict.map(found -> switch (found) {
                    case Verdict.Passed _ -> 2;
                    case Verdict.Unknown _ -> 1;
                    case Verdict.Failed _ -> 0;
                })
                .orElse(1);
    }

    private static Side side(Optional<Verdict> verdict) {
        return verdict.map(VerdictView::of)
                .map(view -> new Side(view.kind(), view.mark(), view.actual()))
                .orElse(new Side("", "not judged", ""));
    }

    private static List<Figure> figures(RunRecord before, RunRecord after) {
        List<Figure> figures = new ArrayList<>();
        figures.add(figure(
                "requests",
                (double) before.ledger().requests(),
                (double) after.ledger().requests(),
                "",
                false));
        figures.add(figure(
                "failed requests",
                (double) before.ledger().failed(),
                (double) after.ledger().failed(),
                "",
                true));
        figures.add(figure(
                "latency, median", before.totals().p50Millis(), after.totals().p50Millis(), " ms", true));
        figures.add(figure(
                "latency, 99th percentile",
                before.totals().p99Millis(),
                after.totals().p99Millis(),
                " ms",
                true));
        figures.add(figure(
                "most pods wanted",
                OutcomeView.path(before).stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0),
                OutcomeView.path(after).stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0),
                "",
                false));
        figures.add(figure(
                "changes of the number of pods",
                Math.max(0, OutcomeView.path(before).size() - 1),
                Math.max(0, OutcomeView.path(after).size() - 1),
                "",
                false));
        if (before.elasticity().isPresent() && after.elasticity().isPresent()) {
            Elasticity was = before.elasticity().get();
            Elasticity is = after.elasticity().get();
            figures.add(
                    figure("time in which pods were missing", was.underTime() * 100, is.underTime() * 100, " %", true));
            figures.add(figure("requests due then", was.latePart() * 100, is.latePart() * 100, " %", true));
            // Fewer are cheaper, and better only for who is not served later.
            figures.add(figure("pod-minutes", was.podHours() * 60, is.podHours() * 60, "", false));
            figures.add(figure(
                    "pod-minutes beyond the need", was.wastedPodHours() * 60, is.wastedPodHours() * 60, "", true));
        }
        figures.add(figure(
                "HPA predicted, percent of syncs",
                Agreement.of(before.decisions()).rate() * 100,
                Agreement.of(after.decisions()).rate() * 100,
                " %",
                false));
        return figures;
    }

    /** @param lessIsBetter otherwise neither direction is better than the other */
    private static Figure figure(String name, double before, double after, String unit, boolean lessIsBetter) {
        double change = after - before;
        String words = change == 0 ? "" : (change > 0 ? "+" : "−") + Words.number(Math.abs(change)) + unit;
        boolean telling = lessIsBetter && Math.abs(change) > NOISE * Math.max(before, after);
        String css = !telling ? "" : change < 0 ? "better" : "worse";
        return new Figure(name, Words.number(before) + unit, Words.number(after) + unit, css, words);
    }

    private static List<Setting> settings(RunRecord before, RunRecord after) {
        Map<String, String> first = facts(before);
        Map<String, String> second = facts(after);
        Set<String> names = new LinkedHashSet<>(first.keySet());
        names.addAll(second.keySet());
        return names.stream()
                .map(name -> new Setting(name, first.getOrDefault(name, "–"), second.getOrDefault(name, "–")))
                .toList();
    }

    private static Map<String, String> facts(RunRecord run) {
        Map<String, String> facts = new LinkedHashMap<>();
        FactsView.settings(run).forEach(row -> facts.put(row.name(), row.value()));
        facts.put("Kubernetes", run.environment().kubernetes());
        facts.put("image", run.environment().image());
        Nodes nodes = new Nodes(run);
        if (nodes.areSeveral()) {
            facts.put("pods by node", nodes.names().stream().map(nodes::words).collect(joining(". ")));
        }
        facts.put("plan", run.plan().name());
        return facts;
    }

    boolean hasSettings() {
        return !settings.isEmpty();
    }

    boolean noSettings() {
        return settings.isEmpty();
    }
}
