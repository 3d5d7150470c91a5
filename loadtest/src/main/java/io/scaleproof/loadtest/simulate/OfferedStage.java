package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.plan.Hold;
import io.scaleproof.loadtest.plan.Level;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.plan.Stage;
import io.scaleproof.loadtest.record.PlanRun;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One stage of offered load, linear between its ends, as requests per second and as pods' worth of work.
 *
 * @param hold how long it lasts
 * @param requestMillis CPU time that its requests ask for
 * @param planned the plan's stage, by which its rate is trimmed; empty for a load that a run has sent
 */
record OfferedStage(
        String name,
        Phase phase,
        double fromRate,
        double toRate,
        double fromWorth,
        double toWorth,
        Hold hold,
        int requestMillis,
        Optional<Stage> planned) {

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
                worth(stage.from(), millis, sizing),
                worth(stage.to(), millis, sizing),
                stage.hold(),
                millis,
                Optional.of(stage));
    }

    /** A rate without pods is worth what its requests cost. */
    private static double worth(Level level, int millis, Sizing sizing) {
        return level instanceof Level.Declared declared && declared.pods() < 1
                ? sizing.pod().worth(declared.perSecond() * sizing.costMillis(millis))
                : sizing.worth(level, millis);
    }

    /** Pods' worth that the plan asked for at its end; 0 if it gave a rate and no pods. */
    double askedWorth() {
        boolean rateAlone = planned.filter(
                        stage -> stage.to() instanceof Level.Declared declared && declared.pods() < 1)
                .isPresent();
        return rateAlone ? 0 : toWorth;
    }

    /** The load that a run really sent, worth what it was measured to be worth. */
    static List<OfferedStage> of(PlanRun plan, Need.Known need) {
        List<OfferedStage> stages = new ArrayList<>();
        for (StageRun stage : plan.stages()) {
            TreeSet<Duration> changes = new TreeSet<>(List.of(stage.start()));
            stage.trims().forEach(trim -> changes.add(trim.at()));
            for (Duration from : changes) {
                Duration to = Optional.ofNullable(changes.higher(from)).orElse(stage.end());
                Duration last = to.minusMillis(1);
                if (to.compareTo(from) > 0) {
                    stages.add(new OfferedStage(
                            stage.name(),
                            stage.phase(),
                            stage.rateAt(from),
                            stage.trims().isEmpty() ? stage.toRate() : stage.rateAt(from),
                            need.at(from).worth().mid(),
                            need.at(last).worth().mid(),
                            new Hold.For(to.minus(from)),
                            stage.requestMillis(),
                            Optional.empty()));
                }
            }
        }
        return stages;
    }

    double rate(Duration since) {
        return fromRate + (toRate - fromRate) * part(since);
    }

    /** CPU milliseconds that one of its requests takes. */
    double costMillis(Duration since, FullPod pod) {
        double rate = rate(since);
        return rate == 0 ? 0 : worth(since) * pod.roomMillicores() / rate;
    }

    double worth(Duration since) {
        return fromWorth + (toWorth - fromWorth) * part(since);
    }

    /** How far it has come, from 0 to 1; 1 where it does not change. */
    double part(Duration since) {
        return fromRate == toRate && fromWorth == toWorth
                ? 1
                : Math.clamp((double) since.toNanos() / hold.atMost().toNanos(), 0, 1);
    }
}
