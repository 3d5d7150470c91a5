package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.seconds;

import io.scaleproof.loadtest.contract.Facts.Interval;
import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From when the load needs so many pods until so many are ready, for each number on the way: a load that jumps asks for all
 * of them at once, one that climbs for one after another, one that is trimmed in mid-surge for the last one later.
 */
final class Capacity {
    /** What separates two times of the same need by less is noise. */
    private static final Duration NOISE = Duration.ofSeconds(5);

    private static final Duration LATE = Duration.ofSeconds(1);
    /** A need known no better than this proves nothing. */
    private static final double WIDE = 0.15;

    private final Facts facts;
    private final Doubts doubts;
    private final Causes causes;

    Capacity(Facts facts, Doubts doubts, Causes causes) {
        this.facts = facts;
        this.doubts = doubts;
        this.causes = causes;
    }

    /** The pods that the load needs at its height: the fewest that may have been enough, and those that surely were. */
    static String title(Facts facts) {
        Moment top = top(facts);
        return "%s pods ready".formatted(Words.either(top.fewest(), top.surely()));
    }

    private static Moment top(Facts facts) {
        return facts.need().moments().stream()
                .reduce((one, other) -> other.fewest() > one.fewest() ? other : one)
                .orElseThrow();
    }

    /** Of one number of pods: it took so long, or it did not come. */
    private record Level(int pods, Interval needed, Optional<Duration> reached) {
        Duration took() {
            return reached.map(at -> at.minus(needed.from())).orElse(needed.length());
        }

        boolean isLate(Duration limit) {
            return took().compareTo(limit) > 0 && needed.length().compareTo(limit) > 0;
        }

        boolean isOpen(Duration limit) {
            return reached.isEmpty() || took().compareTo(limit) > 0;
        }
    }

    Verdict judge(Clause clause, Duration limit) {
        Moment top = top(facts);
        int there = facts.stateAt(Duration.ZERO).map(DeploymentSample::ready).orElse(0);
        if (top.fewest() <= Math.max(there, facts.minimum())) {
            return clause.unknown(
                    "the %s that were ready at the load's start may have been enough for it (it needed %s)"
                            .formatted(Words.pods(there), Words.either(top.fewest(), top.surely())),
                    "ask for a larger load: --pods %d".formatted(there + 2));
        }
        List<Level> levels = levels(there + 1, top.fewest());
        Optional<Level> late =
                levels.stream().filter(level -> level.isLate(limit)).reduce((one, other) -> other);
        if (late.isPresent()) {
            return late(clause, late.get(), top);
        }
        Optional<Level> open =
                levels.stream().filter(level -> level.isOpen(limit)).reduce((one, other) -> other);
        if (open.isPresent()) {
            return clause.unknown(
                    "the load that needed %s lasted %s only, and %s were not ready by then"
                            .formatted(
                                    Words.pods(open.get().pods()),
                                    seconds(open.get().needed().length()),
                                    open.get().pods()),
                    "hold the load for longer than the limit, or leave the clause out: --require %s=off"
                            .formatted(clause.key()));
        }
        boolean wide = top.surely() > Math.max(top.fewest() + 1, Math.ceil(top.fewest() * (1 + WIDE)));
        if (wide
                && facts.first(Duration.ZERO, sample -> sample.ready() >= top.surely())
                        .isEmpty()) {
            return clause.unknown(
                    "the load needed something between %d and %d pods: it is not known better"
                            .formatted(top.fewest(), top.surely()),
                    "hold the load for longer, so that its cost is measured more often");
        }
        Duration longest =
                levels.stream().map(Level::took).max(Duration::compareTo).orElse(Duration.ZERO);
        return clause.passed(seconds(longest));
    }

    private Verdict late(Clause clause, Level late, Moment top) {
        Duration from = late.needed().from();
        Duration end = late.reached().orElse(late.needed().to());
        Optional<Doubt> doubt = doubts.unseen(from, end, Watched.TARGET).or(() -> doubts.late(from, end, LATE));
        if (doubt.isPresent()) {
            return clause.unknown(doubt.get());
        }
        Cause cause = causes.tooFewReady(late.pods(), from, end);
        if (late.reached().isPresent()) {
            return clause.failed(seconds(late.took()), "%d pods came late".formatted(late.pods()), cause);
        }
        int most = facts.run().deployments().stream()
                .mapToInt(DeploymentSample::ready)
                .max()
                .orElse(0);
        return clause.failed(
                "not within " + seconds(late.took()),
                "at most %d of %s pods were ready".formatted(most, Words.either(top.fewest(), top.surely())),
                cause);
    }

    /** That so many are needed is certain; since when, is the best guess. */
    private List<Level> levels(int from, int to) {
        List<Level> levels = new ArrayList<>();
        for (int pods = from; pods <= to; pods++) {
            int level = pods;
            for (Interval needed : merged(facts.when(moment -> moment.likely() >= level))) {
                levels.add(new Level(level, needed, facts.first(needed.from(), sample -> sample.ready() >= level)));
            }
        }
        return levels;
    }

    private static List<Interval> merged(List<Interval> intervals) {
        List<Interval> merged = new ArrayList<>();
        for (Interval next : intervals) {
            if (!merged.isEmpty() && next.from().minus(merged.getLast().to()).compareTo(NOISE) < 0) {
                merged.set(merged.size() - 1, new Interval(merged.getLast().from(), next.to()));
            } else {
                merged.add(next);
            }
        }
        return merged;
    }
}
