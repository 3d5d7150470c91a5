package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.contract.Facts.Step;
import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes of direction that no change of the load asked for: scale-ups after a scale-down, although the load had not risen
 * since the pods last began to grow. A load that comes in waves may be followed in waves.
 */
final class Reversals {
    /** By less the load test itself may have trimmed a rate. */
    private static final double RATE_RISES = 1.15;
    /** By less a load may seem to rise by the noise of its measurement. */
    private static final double WORTH_RISES = 1.3;

    private final Facts facts;
    private final Doubts doubts;
    private final StarvedSteps starved;

    Reversals(Facts facts, Doubts doubts) {
        this.facts = facts;
        this.doubts = doubts;
        this.starved = new StarvedSteps(facts, doubts);
    }

    /**
     * One change of direction.
     *
     * @param grewFrom since when the pods had grown
     * @param downs the steps down since then
     * @param up the step that turned
     */
    private record Reversal(Duration grewFrom, List<Step> downs, Step up) {}

    Verdict judge(Clause clause, int limit) {
        List<Step> steps = facts.steps().stream()
                .filter(step -> step.at().compareTo(Duration.ZERO) >= 0)
                .toList();
        if (steps.isEmpty()) {
            return clause.unknown(
                    "the HPA never scaled, so that nothing could turn", "ask for a larger load: --pods 2 or more");
        }
        List<Reversal> reversals = reversals(steps);
        List<Doubt> doubtful = reversals.stream()
                .flatMap(reversal -> starved.ofReversal(reversal.grewFrom(), reversal.downs(), reversal.up()).stream())
                .toList();
        if (reversals.size() - doubtful.size() > limit) {
            return clause.failed(
                    Words.count(reversals.size()),
                    "the number of pods went " + path(),
                    new Cause(
                            "",
                            "lengthen the scale-down window, or move the load away from the boundary between two sizes"));
        }
        if (reversals.size() > limit) {
            return clause.unknown(doubtful.getFirst());
        }
        String actual = Words.count(reversals.size());
        return doubts.unseen(Duration.ZERO, facts.run().length(), Watched.TARGET)
                .map(clause::unknown)
                .orElseGet(() -> clause.passed(actual));
    }

    private List<Reversal> reversals(List<Step> steps) {
        List<Reversal> reversals = new ArrayList<>();
        List<Step> downs = new ArrayList<>();
        Optional<Duration> grewFrom = Optional.empty();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (!step.isUp()) {
                downs.add(step);
            } else if (i == 0 || !steps.get(i - 1).isUp()) {
                if (grewFrom.isPresent() && !rose(grewFrom.get(), step.at())) {
                    reversals.add(new Reversal(grewFrom.get(), List.copyOf(downs), step));
                }
                grewFrom = Optional.of(step.at());
                downs.clear();
            }
        }
        return reversals;
    }

    /** Whether the load was larger at some time between the two than at an earlier one. */
    private boolean rose(Duration from, Duration to) {
        double lowestWorth = Double.MAX_VALUE;
        Map<Integer, Double> lowestRates = new HashMap<>();
        for (Moment moment : facts.need().between(from, to)) {
            double worth = Math.max(facts.minimum(), moment.worth().mid());
            if (worth > lowestWorth * WORTH_RISES) {
                return true;
            }
            lowestWorth = Math.min(lowestWorth, worth);
            Optional<StageRun> stage = facts.stageAt(moment.at());
            if (stage.isPresent() && moment.surely() > facts.minimum()) {
                double rate = stage.get().rateAt(moment.at());
                double lowest = lowestRates.merge(stage.get().requestMillis(), rate, Math::min);
                if (rate > lowest * RATE_RISES) {
                    return true;
                }
            }
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
