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
import java.util.OptionalDouble;

/** Where in its plan a simulation stands. */
final class Stages {
    private final List<OfferedStage> stages;
    private final FullPod pod;
    private final int minimum;
    private final List<StageRun> done = new ArrayList<>();
    private final List<Trim> trims = new ArrayList<>();
    private Duration start = Duration.ZERO;

    Stages(Scenario scenario) {
        this.stages = scenario.stages();
        this.pod = scenario.fullPod();
        this.minimum = scenario.settings().minReplicas();
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
                ? current().rate(now.minus(start))
                : trims.getLast().rate();
    }

    /** What a request of the current stage was taken to cost, in CPU milliseconds. */
    double costMillis(Duration now) {
        return current().costMillis(now.minus(start), pod);
    }

    /** Sets another rate, now that it is known what a request costs. */
    void trim(Duration now, Sizing sizing, double costMillis) {
        current().planned().ifPresent(planned -> {
            OptionalDouble rate = new RateTrimmer(planned, current().fromRate()).trimmed(rate(now), sizing);
            rate.ifPresent(trimmed -> trims.add(new Trim(now, trimmed, costMillis)));
        });
    }

    /**
     * Goes on to the next stage where the current one has reached its goal.
     *
     * @param costMillis what a request costs, as far as that is known by now
     */
    void advance(Duration now, Fleet fleet, double costMillis) {
        if (!now.isNegative() && !isOver() && isReached(now, fleet, costMillis)) {
            done.add(soFar(now));
            trims.clear();
            start = now;
        }
    }

    private boolean isReached(Duration now, Fleet fleet, double costMillis) {
        if (now.compareTo(start.plus(current().hold().atMost())) >= 0) {
            return true;
        }
        int need = pod.enough(pod.worth(rate(now) * costMillis));
        return current()
                .hold()
                .isReached(new Standing(need, minimum, fleet.wanted(), fleet.serving(now), fleet.leaving()));
    }

    private StageRun soFar(Duration now) {
        OfferedStage stage = current();
        return new StageRun(
                stage.name(),
                stage.phase(),
                start,
                now,
                stage.fromRate(),
                trims.isEmpty() ? stage.toRate() : trims.getLast().rate(),
                stage.toWorth(),
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
