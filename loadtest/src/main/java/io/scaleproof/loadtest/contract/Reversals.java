package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.contract.Facts.Step;
import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Changes of direction that no change of the load asked for: scale-ups after a scale-down, although the load had not risen
 * since the pods last began to grow. A load that comes in waves may be followed in waves.
 */
final class Reversals {
    /** A load that rises by less is the noise of its measurement. */
    private static final double RISES = 1.15;

    private final Facts facts;
    private final Doubts doubts;

    Reversals(Facts facts, Doubts doubts) {
        this.facts = facts;
        this.doubts = doubts;
    }

    Verdict judge(Clause clause, int limit) {
        List<Step> steps = facts.steps().stream()
                .filter(step -> step.at().compareTo(Duration.ZERO) >= 0)
                .toList();
        if (steps.isEmpty()) {
            return clause.unknown(
                    "the HPA never scaled, so that nothing could turn", "ask for a larger load: --pods 2 or more");
        }
        int reversals = reversals(steps);
        if (reversals > limit) {
            return clause.failed(
                    Words.count(reversals),
                    "the number of pods went " + path(),
                    new Cause(
                            "",
                            "lengthen the scale-down window, or move the load away from the boundary between two sizes"));
        }
        String actual = Words.count(reversals);
        return doubts.unseen(Duration.ZERO, facts.run().length(), Watched.TARGET)
                .map(clause::unknown)
                .orElseGet(() -> clause.passed(actual));
    }

    private int reversals(List<Step> steps) {
        int reversals = 0;
        Optional<Duration> grewFrom = Optional.empty();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.isUp() && (i == 0 || !steps.get(i - 1).isUp())) {
                if (grewFrom.isPresent() && !rose(grewFrom.get(), step.at())) {
                    reversals++;
                }
                grewFrom = Optional.of(step.at());
            }
        }
        return reversals;
    }

    /** Whether the load's worth was higher at some time between the two than at an earlier one. */
    private boolean rose(Duration from, Duration to) {
        double lowest = Double.MAX_VALUE;
        for (Moment moment : facts.need().between(from, to)) {
            double worth = Math.max(facts.minimum(), moment.worth().mid());
            if (worth > lowest * RISES) {
                return true;
            }
            lowest = Math.min(lowest, worth);
        }
        return false;
    }

    /** The numbers of pods the run went through, in order. */
    private String path() {
        StringBuilder path = new StringBuilder().append(facts.steps().getFirst().from());
        facts.steps().forEach(step -> path.append(" -> ").append(step.to()));
        return path.toString();
    }
}
