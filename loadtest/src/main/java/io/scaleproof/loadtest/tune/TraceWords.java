package io.scaleproof.loadtest.tune;

import io.scaleproof.loadtest.record.Elasticity;
import io.scaleproof.loadtest.simulate.TraceRun;
import io.scaleproof.loadtest.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came out, in lines of text. */
public final class TraceWords {
    private static final String ROW = "  %-34s%11s%9s%11s%11s%10s%10s";

    private TraceWords() {}

    /** What the traffic is. */
    public static List<String> trace(Ground ground) {
        Trace trace = ground.trace();
        List<String> lines = new ArrayList<>();
        lines.add("traffic   " + trace.words());
        trace.notes().forEach(note -> lines.add("          " + note));
        lines.add(String.format(
                Locale.ROOT,
                "          its height needs %d pods; a request costs %.1f ms of CPU, and a pod is full at %.0fm",
                ground.peak(),
                ground.demand().costMillis(),
                ground.pod().fullMillicores()));
        return lines;
    }

    /** The settings beside all policies. */
    public static List<String> comparison(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(head(""));
        comparison.runs().forEach((name, run) -> lines.add(row(name, run, comparison.floor())));
        lines.add("");
        lines.add("  place   " + comparison.place());
        lines.add("  figures " + figures(comparison.hpa().elasticity()));
        lines.addAll(contract(comparison.clauses()));
        lines.add("");
        lines.add(
                comparison.keepsContract()
                        ? "KEPT on paper: these settings keep the contract on this traffic."
                        : "BROKEN on paper: these settings do not keep the contract on this traffic. What would: the verb tune");
        return lines;
    }

    private static List<String> contract(TraceClauses clauses) {
        List<String> lines = new ArrayList<>(List.of("  asked   " + clauses.words()));
        if (!clauses.notJudged().isEmpty()) {
            lines.add("  not     judged on traffic, since they speak of a single surge: "
                    + String.join(", ", clauses.notJudged()));
        }
        return lines;
    }

    private static String figures(Elasticity figures) {
        return String.format(
                Locale.ROOT,
                "accuracy U %.2f pods, O %.2f pods; timeshare U %s, O %s; jitter %.2f a minute; instability %s",
                figures.underPods(),
                figures.overPods(),
                Amounts.percent(figures.underTime()),
                Amounts.percent(figures.overTime()),
                figures.jitterPerMinute(),
                Amounts.percent(figures.instability()));
    }

    private static String head(String what) {
        return ROW.formatted(what, "pod-hours", "x floor", "short for", "late", "waited", "failed");
    }

    private static String row(String name, TraceRun run, TraceRun floor) {
        Elasticity figures = run.elasticity();
        return ROW.formatted(
                name,
                Amounts.of(figures.podHours()),
                Amounts.of(figures.podHours() / floor.elasticity().podHours()),
                Amounts.percent(figures.underTime()),
                Amounts.percent(figures.latePart()),
                Amounts.of(run.longestShortage() / 1e3) + " s",
                Amounts.of(Math.floor(run.failed())));
    }

    private static String row(String name, Trial trial, Tuning tuning) {
        return ROW.formatted(
                        name,
                        Amounts.of(trial.podHours()),
                        Amounts.of(
                                trial.podHours() / tuning.floor().elasticity().podHours()),
                        Amounts.percent(trial.underTime()),
                        Amounts.percent(trial.latePart()),
                        Amounts.of(trial.longestShortageMillis() / 1e3) + " s",
                        Amounts.of(Math.floor(trial.failed())))
                + (trial.keepsContract()
                        ? ""
                        : "  breaks it in %d of %d".formatted(trial.seeds() - trial.kept(), trial.seeds()));
    }

    /** What a search found. */
    public static List<String> tuning(Tuning tuning) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(head("in %d kinds of noise".formatted(tuning.best().seeds())));
        lines.add(row("today", tuning.today(), tuning));
        lines.add(row("best", tuning.best(), tuning));
        lines.add("  without noise:");
        tuning.runs().forEach((name, run) -> {
            if (!name.equals("best") && !name.equals("today")) {
                lines.add(row(name, run, tuning.floor()));
            }
        });
        lines.addAll(List.of("", "What each change buys; in the row is the best without it:"));
        if (tuning.changes().isEmpty()) {
            lines.add("  nothing is to be changed: today's settings are the best that were found");
        }
        tuning.changes()
                .forEach((name, value) -> lines.add(
                        tuning.buys().containsKey(name)
                                ? row(
                                        "%s %s -> %s"
                                                .formatted(
                                                        name,
                                                        tuning.today()
                                                                .settings()
                                                                .get(name),
                                                        value),
                                        tuning.buys().get(name),
                                        tuning)
                                : "  %s %s -> %s (cannot be taken back by itself)"
                                        .formatted(
                                                name, tuning.today().settings().get(name), value)));
        lines.addAll(List.of("", "Cost against lateness (t today, B best, * front, . tried):"));
        lines.addAll(TextFront.of(tuning));
        lines.addAll(List.of("", "How much each setting matters, with the others as in the best:"));
        tuning.sensitivity().forEach(some -> lines.add("  " + sensitivity(some)));
        lines.addAll(List.of("", "How robust it is:"));
        tuning.robustness().forEach(some -> lines.add("  " + robustness(some)));
        lines.addAll(List.of("", "What was not varied:"));
        tuning.unvaried().forEach(words -> lines.add("  " + words));
        lines.add("");
        lines.addAll(contract(tuning.clauses()));
        lines.add("  search  " + tuning.searched());
        lines.add("");
        lines.add(verdict(tuning));
        if (!tuning.commands().isEmpty()) {
            lines.addAll(List.of("", "To have it:"));
            tuning.commands().forEach(command -> lines.add("  " + command));
            lines.add("  pulumi up");
            lines.addAll(
                    List.of("", "The same for an HPA of somebody else's: kubectl patch hpa NAME --patch-file FILE"));
            tuning.patch().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    /** In one sentence. */
    public static String verdict(Tuning tuning) {
        Trial best = tuning.best();
        Trial today = tuning.today();
        if (!best.keepsContract()) {
            return "NOTHING KEEPS IT: none of the settings tried keeps the contract on this traffic in all noise; the best is the nearest to it. What is in the way: a pod's start, the metrics' resolution, or the contract itself (--require)";
        }
        double saved = 1 - best.podHours() / today.podHours();
        String place = Comparison.place(
                best.podHours(),
                best.underTime(),
                tuning.floor().elasticity(),
                tuning.runs().get("static").elasticity());
        return today.keepsContract()
                ? "BEST: %s fewer pod-hours than today, the contract kept; %s"
                        .formatted(Amounts.percent(Math.max(0, saved)), place)
                : "BEST: keeps the contract, which today's settings break, with %s %s pod-hours; %s"
                        .formatted(Amounts.percent(Math.abs(saved)), saved > 0 ? "fewer" : "more", place);
    }

    /** One setting's line: its values, each with the pod-hours that it takes. */
    public static String sensitivity(Sensitivity some) {
        List<String> values = new ArrayList<>();
        for (Trial trial : some.trials()) {
            String value = trial.settings().get(some.name());
            values.add("%s%s: %s%s"
                    .formatted(
                            value.equals(some.best()) ? "*" : "",
                            value,
                            Amounts.of(trial.podHours()),
                            trial.keepsContract() ? "" : " (breaks it)"));
        }
        return "%-24s%s".formatted(some.name(), String.join("  ", values));
    }

    /** One line of how robust the best is. */
    public static String robustness(Robustness some) {
        Trial trial = some.trial();
        return "%-40s kept in %d of %d, %s pod-hours, at worst waited %s s, %s late"
                .formatted(
                        some.words(),
                        trial.kept(),
                        trial.seeds(),
                        Amounts.of(trial.podHours()),
                        Amounts.of(trial.longestShortageMillis() / 1e3),
                        Amounts.percent(trial.latePart()));
    }
}
