package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.seconds;

import io.scaleproof.loadtest.contract.Facts.Interval;
import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.record.Brake;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * From when the load needs so many pods until so many are ready, for each number on the way: a load that jumps asks for all
 * of them at once, one that climbs for one after another, one that is trimmed in mid-surge for the last one later.
 */
final class Capacity {
    /** What separates two times of the same need by less is noise. */
    private static final Duration NOISE = Duration.ofSeconds(5);

    private static final Duration LATE = Duration.ofSeconds(1);
    /** Less than this reads as 0.0 s, and is no time that pods took to come. */
    private static final Duration MOMENT = Duration.ofMillis(50);
    /** What keeps an HPA from as many pods as it wants. */
    private static final Set<Brake> HOLDS =
            EnumSet.of(Brake.WINDOW, Brake.POLICY, Brake.MAXIMUM, Brake.DISABLED, Brake.BLIND);

    /** A need known no better than this proves nothing. */
    private static final double WIDE = 0.15;

    private final Facts facts;
    private final Doubts doubts;
    private final Causes causes;
    private final Duration limit;
    private final int there;
    private final List<Level> levels;
    private final Moment top;

    Capacity(Facts facts, Doubts doubts, Causes causes, Duration limit) {
        this.facts = facts;
        this.doubts = doubts;
        this.causes = causes;
        this.limit = limit;
        this.there = facts.stateAt(Duration.ZERO).map(DeploymentSample::ready).orElse(0);
        this.levels = levels(
                there + 1,
                facts.need().moments().stream().mapToInt(Moment::fewest).max().orElseThrow());
        this.top = top(levels.stream().mapToInt(Level::pods).max().orElse(Integer.MAX_VALUE));
    }

    /** The pods that the load needs at its height: the fewest that may have been enough, and those that surely were. */
    String title() {
        return "%s pods ready".formatted(Words.either(top.fewest(), top.surely()));
    }

    /** At the load's height, where that is well known; unless it is well known of much smaller loads alone. */
    private Moment top(int atMost) {
        Moment any = highest(atMost, _ -> true).orElseThrow();
        return highest(atMost, moment -> !isWide(moment))
                .filter(moment -> moment.fewest() >= any.fewest() * (1 - WIDE))
                .orElse(any);
    }

    private Optional<Moment> highest(int atMost, Predicate<Moment> which) {
        return facts.need().moments().stream()
                .filter(moment -> moment.fewest() <= atMost)
                .filter(which)
                .max(Comparator.comparingInt(Moment::fewest)
                        .thenComparing(Comparator.comparingInt(Moment::surely).reversed()));
    }

    private static boolean isWide(Moment need) {
        return need.surely() > Math.ceil(need.fewest() * (1 + WIDE));
    }

    /**
     * Of one number of pods: since when the load most likely and since when it surely needed them, until when, and when they
     * were there.
     */
    private record Level(int pods, Duration likely, Duration surely, Duration until, Optional<Duration> reached) {

        /** By the best guess; by what is certain where the guess would break the limit. */
        Duration took(Duration limit) {
            Duration end = reached.orElse(until);
            return end.minus(likely).compareTo(limit) <= 0 ? end.minus(likely) : end.minus(surely);
        }

        boolean isLate(Duration limit) {
            return isOpen(limit) && until.minus(surely).compareTo(limit) > 0;
        }

        boolean isOpen(Duration limit) {
            return reached.isEmpty() || took(limit).compareTo(limit) > 0;
        }
    }

    Verdict judge(Clause clause) {
        if (top.fewest() <= Math.max(there, facts.minimum())) {
            return clause.unknown(
                    "the %s that were ready at the load's start may have been enough for it (it needed %s)"
                            .formatted(Words.pods(there), Words.either(top.fewest(), top.surely())),
                    "ask for a larger load: --pods %d".formatted(there + 2));
        }
        Optional<Level> late =
                levels.stream().filter(level -> level.isLate(limit)).reduce((one, other) -> other);
        if (late.isPresent()) {
            return late(clause, late.get());
        }
        Optional<Level> open =
                levels.stream().filter(level -> level.isOpen(limit)).reduce((one, other) -> other);
        if (open.isPresent()) {
            return clause.unknown(
                    "the load that needed %s lasted %s only, and %s were not ready by then"
                            .formatted(
                                    Words.pods(open.get().pods()),
                                    seconds(open.get().until().minus(open.get().surely())),
                                    open.get().pods()),
                    "hold the load for longer than the limit, or leave the clause out: --require %s=off"
                            .formatted(clause.key()));
        }
        if (isWide(top)
                && facts.first(Duration.ZERO, sample -> sample.ready() >= top.surely())
                        .isEmpty()) {
            return clause.unknown(
                    "the load needed something between %d and %d pods: it is not known better"
                            .formatted(top.fewest(), top.surely()),
                    "hold the load for longer, so that its cost is measured more often");
        }
        Duration longest = levels.stream()
                .map(level -> level.took(limit))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return clause.passed(longest.compareTo(MOMENT) < 0 ? "there when the load came" : seconds(longest));
    }

    private Verdict late(Clause clause, Level late) {
        Duration from = late.surely();
        Duration end = late.reached().orElse(late.until());
        Optional<Doubt> doubt = doubts.unseen(from, end, Watched.TARGET)
                .or(() -> doubts.late(from, end, LATE))
                .or(() -> wasHeldBack(from, end) ? Optional.empty() : doubts.starvedMostly(from, end));
        if (doubt.isPresent()) {
            return clause.unknown(doubt.get());
        }
        Cause cause = causes.tooFewReady(late.pods(), from, end);
        if (late.reached().isPresent()) {
            return clause.failed(seconds(late.took(limit)), "%d pods came late".formatted(late.pods()), cause);
        }
        int most = facts.run().deployments().stream()
                .mapToInt(DeploymentSample::ready)
                .max()
                .orElse(0);
        return clause.failed(
                "not within " + seconds(late.took(limit)),
                "at most %d of %s pods were ready".formatted(most, Words.either(top.fewest(), top.surely())),
                cause);
    }

    /** Whether a setting kept the HPA from what it wanted: that holds on whatever machine. */
    private boolean wasHeldBack(Duration from, Duration to) {
        return facts.run().decisions().stream()
                .filter(decision ->
                        decision.at().compareTo(from) >= 0 && decision.at().compareTo(to) <= 0)
                .anyMatch(decision -> decision.brake().filter(HOLDS::contains).isPresent());
    }

    /**
     * Of a time in which the load most likely needed so many pods it is asked only if it surely did. What it needed until it
     * turned out that it was larger than planned is not asked where that was over too soon.
     */
    private List<Level> levels(int from, int to) {
        List<Level> asked = new ArrayList<>();
        List<Level> takenBack = new ArrayList<>();
        for (int pods = from; pods <= to; pods++) {
            int number = pods;
            for (Interval needed : merged(facts.when(moment -> moment.likely() >= number))) {
                surely(number, needed).ifPresent(since -> {
                    var level = new Level(
                            number,
                            needed.from(),
                            since,
                            needed.to(),
                            facts.first(needed.from(), sample -> sample.ready() >= number));
                    boolean tooShort = level.isOpen(limit) && !level.isLate(limit);
                    (tooShort && !isPlanned(needed.to()) ? takenBack : asked).add(level);
                });
            }
        }
        return asked.isEmpty() ? takenBack : asked;
    }

    private Optional<Duration> surely(int pods, Interval within) {
        return facts.when(moment -> moment.fewest() >= pods).stream()
                .filter(sure ->
                        sure.from().compareTo(within.to()) < 0 && sure.to().compareTo(within.from()) > 0)
                .map(Interval::from)
                .findFirst();
    }

    /** Whether it was the plan that made the load smaller: not the load test's own trimming, nor cheaper requests. */
    private boolean isPlanned(Duration end) {
        List<StageRun> stages = facts.run().plan().stages();
        for (int i = 0; i < stages.size(); i++) {
            StageRun stage = stages.get(i);
            if (stage.start().compareTo(end) < 0 && stage.end().compareTo(end) > 0) {
                return stage.fromRate() != stage.toRate() && stage.trims().isEmpty();
            }
            if (stage.end().equals(end) && i + 1 < stages.size()) {
                return stages.get(i + 1).pods() == 0 || stages.get(i + 1).pods() < stage.pods();
            }
        }
        return true;
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
