package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.seconds;

import io.scaleproof.loadtest.contract.Facts.Step;
import io.scaleproof.loadtest.need.Range;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Pods that the HPA asked for beyond what the load can have made it ask for. */
final class Overshoot {
    /** A single window of metrics is noisier than the load's cost. */
    private static final double NOISE = 1.1;

    /** A worth whose ends differ by such a factor tells too little. */
    private static final double UNCERTAIN = 2;

    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Facts facts;
    private final Doubts doubts;
    private final Causes causes;
    private final StarvedSteps starved;

    Overshoot(Facts facts, Doubts doubts, Causes causes) {
        this.facts = facts;
        this.doubts = doubts;
        this.causes = causes;
        this.starved = new StarvedSteps(facts, doubts);
    }

    /** More pods than the load explains, by how many at the worst step. */
    Verdict beyondNeed(Clause clause, int limit) {
        List<Step> ups = facts.steps().stream().filter(Step::isUp).toList();
        if (ups.isEmpty()) {
            return nothingHappened(clause);
        }
        List<Step> beyond =
                seen(ups).stream().filter(step -> beyond(step) > limit).toList();
        if (beyond.isEmpty()) {
            return ups.stream()
                    .filter(step -> mayBeBeyond(step, limit))
                    .findFirst()
                    .map(step -> doubtful(clause, step))
                    .orElseGet(() -> unlessUnseen(clause, words(worst(ups).orElseThrow())));
        }
        return notByCpu(clause).or(() -> byTheMachine(clause, beyond)).orElseGet(() -> {
            Step step = worst(ownDoing(beyond)).orElseThrow();
            return clause.failed(
                    words(step),
                    "%d -> %d at %s".formatted(step.from(), step.to(), seconds(step.at())),
                    causes.tooMany(step, facts.justified(step.at())));
        });
    }

    /** Those that no lack of processors explains. */
    private List<Step> ownDoing(List<Step> steps) {
        return steps.stream().filter(step -> starved.ofUp(step).isEmpty()).toList();
    }

    private Optional<Verdict> byTheMachine(Clause clause, List<Step> steps) {
        return ownDoing(steps).isEmpty() ? starved.ofUp(steps.getFirst()).map(clause::unknown) : Optional.empty();
    }

    /** Whether the load explains it only if it was worth all that it may have been, which is known no better than by half. */
    private boolean mayBeBeyond(Step step, int limit) {
        Range worth = facts.height(step.at()).worth();
        // Of a load that was only watched, what a window measured is certain; only when in it the load was so is not.
        double surely = facts.run().isWatched() ? facts.measuredWorth(step.at()) : worth.low();
        return surely * UNCERTAIN < worth.high() && step.to() - Math.max(facts.minimum(), Math.ceil(surely)) > limit;
    }

    private Verdict doubtful(Clause clause, Step step) {
        Range worth = facts.height(step.at()).worth();
        return clause.unknown(
                "%d -> %d at %s may be more than needed, or not: the load was worth something between %.1f and %.1f pods"
                        .formatted(step.from(), step.to(), seconds(step.at()), worth.low(), worth.high()),
                "hold the load for longer, so that its cost is measured more often");
    }

    /** Those of which it is known when they were: of what changed while nobody watched, the load may have been another. */
    private List<Step> seen(List<Step> steps) {
        return steps.stream()
                .filter(step -> doubts.unseen(step.at().minus(MOMENT), step.at(), Watched.TARGET)
                        .isEmpty())
                .toList();
    }

    private Optional<Step> worst(List<Step> ups) {
        return ups.stream().max(Comparator.comparingInt(this::beyond).thenComparingInt(Step::to));
    }

    private int beyond(Step step) {
        return Math.max(0, step.to() - facts.justified(step.at()));
    }

    private String words(Step step) {
        return "%s (%d wanted, %d needed)"
                .formatted(Words.pods(beyond(step)), step.to(), Math.min(step.to(), facts.justified(step.at())));
    }

    /** Scale-ups from a number of pods that was enough for the load. */
    Verdict groundless(Clause clause) {
        List<Step> groundless = seen(facts.steps()).stream()
                .filter(Step::isUp)
                .filter(step -> step.from() >= Math.max(facts.minimum(), facts.worth(step.at()) * NOISE))
                .toList();
        if (groundless.isEmpty()) {
            return unlessUnseen(clause, "none");
        }
        return notByCpu(clause).or(() -> byTheMachine(clause, groundless)).orElseGet(() -> {
            Step first = ownDoing(groundless).getFirst();
            return clause.failed(
                    Words.count(groundless.size()),
                    "%d -> %d at %s, when the load was worth %.1f pods%s"
                            .formatted(
                                    first.from(),
                                    first.to(),
                                    seconds(first.at()),
                                    facts.worth(first.at()),
                                    causes.around(first.at())),
                    causes.tooMany(first, first.from()));
        });
    }

    private Verdict nothingHappened(Clause clause) {
        boolean asked = facts.need().moments().stream().anyMatch(moment -> moment.fewest() > facts.minimum());
        return asked
                ? unlessUnseen(clause, Words.pods(0) + " (the HPA never scaled up)")
                : clause.unknown(
                        "the load never needed more than the minimum, and the HPA never scaled up",
                        "ask for a larger load: --pods %d".formatted(facts.minimum() + 2));
    }

    private Verdict unlessUnseen(Clause clause, String actual) {
        return doubts.unseen(Duration.ZERO, facts.run().length(), Watched.TARGET)
                .map(clause::unknown)
                .orElseGet(() -> clause.passed(actual));
    }

    private Optional<Verdict> notByCpu(Clause clause) {
        return facts.scalesOnMore()
                ? Optional.of(clause.unknown(
                        "the HPA looks at more than %s, and what the load needed of that is not known"
                                .formatted(facts.sizedFor().equals("cpu") ? "CPU" : facts.sizedFor()),
                        "leave the clause out: --require %s=off".formatted(clause.key())))
                : Optional.empty();
    }
}
