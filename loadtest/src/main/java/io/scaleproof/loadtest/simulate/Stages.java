package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.plan.Hold;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.record.StageRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where in its plan a simulation stands. */
final class Stages {
    private final List<OfferedStage> stages;
    private final double tolerance;
    private final int minimum;
    private final List<StageRun> done = new ArrayList<>();
    private Duration start = Duration.ZERO;

    Stages(Scenario scenario) {
        this.stages = scenario.stages();
        this.tolerance = scenario.settings().scaleUp().tolerance();
        this.minimum = scenario.settings().minReplicas();
    }

    boolean isOver() {
        return done.size() == stages.size();
    }

    OfferedStage current() {
        return stages.get(done.size());
    }

    double rate(Duration now) {
        return now.isNegative() || isOver() ? 0 : current().rate(now.minus(start));
    }

    double worth(Duration now) {
        return now.isNegative() || isOver() ? 0 : current().worth(now.minus(start));
    }

    /** Goes on to the next stage where the current one has reached its goal. */
    void advance(Duration now, Fleet fleet) {
        if (!now.isNegative() && !isOver() && isReached(now, fleet)) {
            OfferedStage stage = current();
            done.add(new StageRun(
                    stage.name(),
                    stage.phase(),
                    start,
                    now,
                    stage.fromRate(),
                    stage.toRate(),
                    stage.toWorth(),
                    stage.requestMillis(),
                    List.of()));
            start = now;
        }
    }

    private boolean isReached(Duration now, Fleet fleet) {
        if (now.compareTo(start.plus(current().hold().atMost())) >= 0) {
            return true;
        }
        return switch (current().hold()) {
            case Hold.For _ -> false;
            case Hold.UntilCapacity _ ->
                fleet.serving(now) >= Math.max(minimum, Sizing.enough(current().toWorth(), tolerance));
            case Hold.UntilMinimum _ -> fleet.wanted() == minimum && fleet.leaving() == 0;
        };
    }

    List<StageRun> done() {
        return done;
    }
}
