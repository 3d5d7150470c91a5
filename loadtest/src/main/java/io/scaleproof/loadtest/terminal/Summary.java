package io.scaleproof.loadtest.terminal;

import io.scaleproof.loadtest.elasticity.ElasticityWords;
import io.scaleproof.loadtest.hpa.Standstill;
import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.need.NeedWords;
import io.scaleproof.loadtest.record.OnNodes;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The run's end in text: one line a verdict, then what it comes to. */
public final class Summary {
    private Summary() {}

    /** The lines to print. */
    public static List<String> lines(RunRecord run) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        Columns columns = Columns.of(run.verdicts());
        for (Verdict verdict : run.verdicts()) {
            lines.add(
                    switch (verdict) {
                        case Verdict.Passed passed -> columns.row("passed", passed) + "actual " + passed.actual();
                        case Verdict.Failed failed -> columns.row("FAILED", failed) + "actual " + failed.actual();
                        case Verdict.Unknown unknown -> columns.row("unknown", unknown) + unknown.reason();
                    });
            switch (verdict) {
                case Verdict.Passed passed -> {}
                case Verdict.Failed failed -> {
                    lines.add("          why: " + failed.reason());
                    lines.add("          try: " + failed.remedy());
                }
                case Verdict.Unknown unknown -> lines.add("          try: " + unknown.remedy());
            }
        }
        lines.add("");
        if (run.isWatched() || !run.plan().stages().isEmpty()) {
            lines.add("  need    " + NeedWords.of(Need.of(run)));
        }
        run.elasticity().ifPresent(figures -> lines.add("  supply  " + ElasticityWords.of(figures)));
        lines.addAll(Sent.lines(run.ledger()));
        Standstill.of(run).forEach(still -> lines.add("  stood   " + still.words()));
        run.watch().changed().forEach(line -> lines.add("  changed " + line));
        OnNodes.lines(run).forEach(line -> lines.add("  nodes   " + line));
        run.watch().leftOut().forEach(line -> lines.add("  unseen  " + line));
        lines.add("");
        lines.add(
                switch (run.outcome()) {
                    case PASSED -> "PASSED: every clause of the contract was kept.";
                    case FAILED -> "FAILED: the contract was broken.";
                    case UNKNOWN -> "UNKNOWN: no clause was broken, but not all could be judged.";
                    case VOID ->
                        run.reason().isPresent()
                                ? "VOID: the load was not the one that was planned; nothing is proven."
                                : "VOID: the load generator was late where a clause looks; nothing is proven.";
                    case COULD_NOT_RUN -> "COULD NOT RUN.";
                    case INTERRUPTED -> "INTERRUPTED: the report shows what was seen until then.";
                });
        run.reason().ifPresent(lines::add);
        return lines;
    }

    /** Widths, so that the longest of all still leaves the next column in line. */
    private record Columns(int title, int required) {

        static Columns of(List<Verdict> verdicts) {
            return new Columns(widest(38, verdicts, Verdict::title), widest(18, verdicts, Verdict::required));
        }

        private static int widest(int atLeast, List<Verdict> verdicts, Function<Verdict, String> words) {
            return verdicts.stream()
                    .mapToInt(verdict -> words.apply(verdict).length() + 1)
                    .reduce(atLeast, Math::max);
        }

        String row(String word, Verdict verdict) {
            String format = "  %%-8s%%-%ds required %%-%ds".formatted(title, required);
            return format.formatted(word, verdict.title(), verdict.required());
        }
    }
}
