package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.plan.Hold;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.plan.Stage;
import io.scaleproof.loadtest.record.PlanRun;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import java.time.Duration;
import java.util.List;

/**
 * One stage of offered load, linear between its ends, as requests per second and as pods' worth of work.
 *
 * @param hold how long it lasts
 */
record OfferedStage(
        String name,
        Phase phase,
        double fromRate,
        double toRate,
        double fromWorth,
        double toWorth,
        Hold hold,
        int requestMillis) {

    static List<OfferedStage> of(Plan plan, Sizing sizing) {
        return plan.stages().stream().map(stage -> of(stage, sizing)).toList();
    }

    private static OfferedStage of(Stage stage, Sizing sizing) {
        int millis = stage.requestMillis();
        return new OfferedStage(
                stage.name(),
                stage.phase(),
                sizing.rate(stage.from(), millis),
                sizing.rate(stage.to(), millis),
                sizing.worth(stage.from(), millis),
                sizing.worth(stage.to(), millis),
                stage.hold(),
                millis);
    }

    /** The load that a run really sent. */
    static List<OfferedStage> of(PlanRun plan) {
        return plan.stages().stream().map(OfferedStage::of).toList();
    }

    private static OfferedStage of(StageRun stage) {
        double fromWorth = stage.toRate() == 0 ? 0 : stage.pods() * stage.fromRate() / stage.toRate();
        return new OfferedStage(
                stage.name(),
                stage.phase(),
                stage.fromRate(),
                stage.toRate(),
                fromWorth,
                stage.pods(),
                new Hold.For(stage.end().minus(stage.start())),
                stage.requestMillis());
    }

    double rate(Duration since) {
        return fromRate + (toRate - fromRate) * part(since);
    }

    double worth(Duration since) {
        return fromWorth + (toWorth - fromWorth) * part(since);
    }

    private double part(Duration since) {
        return fromRate == toRate
                ? 1
                : Math.min(1, (double) since.toNanos() / hold.atMost().toNanos());
    }
}
