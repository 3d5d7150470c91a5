package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.plan.Hold.Standing;
import io.scaleproof.loadtest.plan.RateTrimmer;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Trim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Where in its plan a simulation stands. */
final class Stages {
    private final List<OfferedStage> stages;
    private final FullPod pod;
    private final int minimum;
    private final List<StageRun> done = new ArrayList<>();
    private final List<Trim> trims = new ArrayList<>();
    private Duration start = Duration.ZERO;
    private Rates rates;

    /** What the current stage was begun with: by what was known then. */
    private record Rates(double from, double to) {
        static Rates of(OfferedStage stage, Optional<Sizing> sizing) {
            return sizing.flatMap(known -> stage.planned()
                            .map(planned -> new Rates(
                                    known.rate(planned.from(), planned.requestMillis()),
                                    known.rate(planned.to(), planned.requestMillis()))))
                    .orElseGet(() -> new Rates(stage.fromRate(), stage.toRate()));
        }
    }

    Stages(Scenario scenario) {
        this.stages = scenario.stages();
        this.pod = scenario.fullPod();
        this.minimum = scenario.settings().minReplicas();
        this.rates = Rates.of(current(), scenario.sizing());
    }

    boolean isOver() {
        return done.size() == stages.size();
    }

    OfferedStage current() {
        return stages.get(done.size());
    }

    double rate(Duration now) {
        if (now.isNegative() || isOver()) {
            return 0;
        }
        return trims.isEmpty()
                ? rates.from() + (rates.to() - rates.from()) * current().part(now.minus(start))
                : trims.getLast().rate();
    }

    /** What a request of the current stage was taken to cost, in CPU milliseconds. */
    double costMillis(Duration now) {
        return current().costMillis(now.minus(start), pod);
    }

    /** Sets another rate, now that it is known what a request costs. */
    void trim(Duration now, Sizing sizing, double costMillis) {
        current().planned().ifPresent(planned -> {
            OptionalDouble rate = new RateTrimmer(planned, rates.from()).trimmed(rate(now), sizing, minimum);
            rate.ifPresent(trimmed -> trims.add(new Trim(now, trimmed, costMillis)));
        });
    }

    /**
     * Goes on to the next stage where the current one has reached its goal.
     *
     * @param costMillis what a request costs, as far as that is known by now
     * @param sizing by which the next stage's rates are chosen; empty for a load that a run has sent
     */
    void advance(Duration now, Fleet fleet, double costMillis, Optional<Sizing> sizing) {
        if (!now.isNegative() && !isOver() && isReached(now, fleet, costMillis)) {
            done.add(soFar(now));
            trims.clear();
            start = now;
            if (!isOver()) {
                rates = Rates.of(current(), sizing);
            }
        }
    }

    private boolean isReached(Duration now, Fleet fleet, double costMillis) {
        if (now.compareTo(start.plus(current().hold().atMost())) >= 0) {
            return true;
        }
        int need = pod.enough(pod.worth(rate(now) * costMillis));
        return current()
                .hold()
                .isReached(new Standing(
                        need, minimum, fleet.wanted(), fleet.wanted(), fleet.serving(now), fleet.leaving()));
    }

    private StageRun soFar(Duration now) {
        OfferedStage stage = current();
        return new StageRun(
                stage.name(),
                stage.phase(),
                start,
                now,
                rates.from(),
                trims.isEmpty() ? rates.to() : trims.getLast().rate(),
                stage.askedWorth(),
                stage.requestMillis(),
                trims);
    }

    /** The stages that are over, and the one under way. */
    List<StageRun> until(Duration now) {
        List<StageRun> all = new ArrayList<>(done);
        if (!isOver()) {
            all.add(soFar(now));
        }
        return all;
    }

    List<StageRun> done() {
        return done;
    }
}
