package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.contract.Facts.Step;
import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes of direction that no change of the load asked for. A load that comes and goes asks for one; so does each further
 * peak, and for one more to get there. What is counted is what is beyond that, peak by peak.
 */
final class Reversals {
    /** A need that moves by less is the noise of its measurement. */
    private static final double MOVE = 0.25;

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
        List<Duration> peaks = peaks();
        int reversals = 0;
        for (int i = 0; i < peaks.size(); i++) {
            Duration from = peaks.get(i);
            Duration to = i + 1 < peaks.size() ? peaks.get(i + 1) : facts.run().length();
            reversals += Math.max(0, turns(steps, from, to) - 1);
        }
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

    /** The begin of the run, and each time that the load's worth begins to rise again after it has fallen. */
    private List<Duration> peaks() {
        List<Duration> peaks = new ArrayList<>(List.of(Duration.ZERO));
        double highest = 0;
        double lowest = Double.MAX_VALUE;
        boolean fallen = false;
        for (Moment moment : facts.need().moments()) {
            double worth = Math.max(facts.minimum(), moment.worth().mid());
            highest = Math.max(highest, worth);
            if (worth < highest * (1 - MOVE)) {
                fallen = true;
                lowest = Math.min(lowest, worth);
            }
            if (fallen && worth > lowest * (1 + MOVE)) {
                peaks.add(moment.at());
                highest = worth;
                lowest = Double.MAX_VALUE;
                fallen = false;
            }
        }
        return peaks;
    }

    private static int turns(List<Step> steps, Duration from, Duration to) {
        int turns = 0;
        Optional<Step> previous = Optional.empty();
        for (Step step : steps) {
            if (step.at().compareTo(from) >= 0 && step.at().compareTo(to) < 0) {
                if (previous.isPresent() && previous.get().isUp() != step.isUp()) {
                    turns++;
                }
                previous = Optional.of(step);
            }
        }
        return turns;
    }

    /** The numbers of pods the run went through, in order. */
    private String path() {
        StringBuilder path = new StringBuilder().append(facts.steps().getFirst().from());
        facts.steps().forEach(step -> path.append(" -> ").append(step.to()));
        return path.toString();
    }
}
