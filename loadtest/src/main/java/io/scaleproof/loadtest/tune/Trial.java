package io.scaleproof.loadtest.tune;

import io.scaleproof.loadtest.record.Elasticity;
import io.scaleproof.loadtest.simulate.TraceRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Settings and what became of them.
 *
 * @param settings by their names in {@code pulumi config}
 * @param seeds in how many kinds of noise they were tried
 * @param kept in how many of them the contract was kept
 * @param podHours on average
 * @param latePart requests due while pods were missing, as a fraction of all, on average
 * @param underTime fraction of the time in which pods were missing, on average
 * @param longestShortageMillis the longest that the load waited for a pod that it needed, at worst
 * @param failed requests, at worst
 * @param p99AtCapacityMillis at worst
 * @param excess how far off the contract, at worst; 0 where it was always kept
 */
public record Trial(
        Map<String, String> settings,
        int seeds,
        int kept,
        double podHours,
        double latePart,
        double underTime,
        long longestShortageMillis,
        double failed,
        double p99AtCapacityMillis,
        double excess) {

    /** Whoever keeps the contract stands before whoever does not; then fewer pod-hours, then fewer late requests. */
    static final Comparator<Trial> BETTER = Comparator.comparingDouble(Trial::excess)
            .thenComparingDouble(Trial::podHours)
            .thenComparingDouble(Trial::latePart);

    static Trial of(Map<String, String> settings, TraceRun run, TraceClauses clauses) {
        Elasticity figures = run.elasticity();
        double excess = clauses.excess(run, figures);
        return new Trial(
                settings,
                1,
                excess == 0 ? 1 : 0,
                figures.podHours(),
                figures.latePart(),
                figures.underTime(),
                run.longestShortage(),
                run.failed(),
                run.p99AtCapacityMillis(),
                excess);
    }

    /** Both together, as one trial in the noise of both. */
    Trial and(Trial other) {
        int all = seeds + other.seeds;
        return new Trial(
                settings,
                all,
                kept + other.kept,
                (podHours * seeds + other.podHours * other.seeds) / all,
                (latePart * seeds + other.latePart * other.seeds) / all,
                (underTime * seeds + other.underTime * other.seeds) / all,
                Math.max(longestShortageMillis, other.longestShortageMillis),
                Math.max(failed, other.failed),
                Math.max(p99AtCapacityMillis, other.p99AtCapacityMillis),
                Math.max(excess, other.excess));
    }

    public boolean keepsContract() {
        return kept == seeds;
    }

    /** Those than which none is both cheaper and less late, from the cheapest on. */
    static List<Trial> front(Stream<Trial> trials) {
        List<Trial> sorted = trials.sorted(
                        Comparator.comparingDouble(Trial::podHours).thenComparingDouble(Trial::latePart))
                .toList();
        List<Trial> front = new ArrayList<>();
        for (Trial trial : sorted) {
            if (front.isEmpty() || trial.latePart() < front.getLast().latePart()) {
                front.add(trial);
            }
        }
        return front;
    }
}
