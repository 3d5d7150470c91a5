package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the clauses ask of a run, read out of its record. */
final class Facts {
    private final RunRecord run;

    Facts(RunRecord run) {
        this.run = run;
    }

    /** A change of the number of pods asked for. */
    record Step(Duration at, int from, int to) {
        boolean isUp() {
            return to > from;
        }
    }

    int minimum() {
        return run.autoscaler().map(settings -> settings.minReplicas()).orElse(1);
    }

    /** Pods that are enough for a stage's load at its end. */
    int need(StageRun stage) {
        double tolerance =
                run.autoscaler().map(settings -> settings.scaleUp().tolerance()).orElse(0.1);
        return Math.max(minimum(), Sizing.enough(stage.pods(), tolerance));
    }

    /** The most pods that the plan's load needs. */
    int need() {
        return run.plan().stages().stream().mapToInt(this::need).max().orElse(minimum());
    }

    /** The most pods' worth of load at any time between the two. */
    double worth(Duration from, Duration to) {
        return run.plan().stages().stream()
                .filter(stage -> stage.start().compareTo(to) <= 0 && stage.end().compareTo(from) >= 0)
                .mapToDouble(StageRun::pods)
                .max()
                .orElse(0);
    }

    /** The most pods that a load of the plan can make the HPA ask for. */
    int mostJustified() {
        double worth =
                run.plan().stages().stream().mapToDouble(StageRun::pods).max().orElse(0);
        return Math.max(need(), (int) Math.ceil(worth - 1e-9));
    }

    /** A plan without a sustained stage does not ask for the capacity to be reached. */
    boolean asksForCapacity() {
        return run.plan().stages().stream().anyMatch(stage -> stage.phase() == Phase.SUSTAIN) && need() > minimum();
    }

    /** Stages whose load needs more pods than the stage before it left. */
    List<StageRun> surges() {
        return run.plan().stages().stream()
                .filter(stage -> stage.phase() == Phase.SURGE && need(stage) > minimum())
                .toList();
    }

    /** When a stage's load stands at its full size. */
    static Duration fullLoad(StageRun stage) {
        return stage.fromRate() == stage.toRate() ? stage.start() : stage.end();
    }

    /** The begin of the time at the end in which the minimum of pods serves the load. */
    Optional<Duration> loadEnd() {
        Optional<Duration> end = Optional.empty();
        for (StageRun stage : run.plan().stages().reversed()) {
            if (need(stage) > minimum()) {
                return end;
            }
            end = Optional.of(stage.start());
        }
        return Optional.empty();
    }

    /** Every change of the number of pods asked for, in order. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        List<DeploymentSample> samples = run.deployments();
        for (int i = 1; i < samples.size(); i++) {
            int before = samples.get(i - 1).wanted();
            int after = samples.get(i).wanted();
            if (before != after) {
                steps.add(new Step(samples.get(i).at(), before, after));
            }
        }
        return steps;
    }

    /** How often the direction of the changes from {@code from} on turned. */
    int turns(Duration from) {
        int turns = 0;
        Optional<Step> previous = Optional.empty();
        for (Step step : steps()) {
            if (step.at().compareTo(from) >= 0) {
                if (previous.isPresent() && previous.get().isUp() != step.isUp()) {
                    turns++;
                }
                previous = Optional.of(step);
            }
        }
        return turns;
    }

    /** When the Deployment first looked like this at or after {@code from}. */
    Optional<Duration> first(Duration from, Predicate<DeploymentSample> state) {
        Optional<DeploymentSample> at = run.deployments().stream()
                .filter(sample -> sample.at().compareTo(from) <= 0)
                .reduce((earlier, later) -> later);
        if (at.isPresent() && state.test(at.get())) {
            return Optional.of(from);
        }
        return run.deployments().stream()
                .filter(sample -> sample.at().compareTo(from) > 0)
                .filter(state)
                .map(DeploymentSample::at)
                .findFirst();
    }

    /** The most pods asked for from {@code from} on. */
    int mostWanted(Duration from) {
        return run.deployments().stream()
                .filter(sample -> sample.at().compareTo(from) >= 0)
                .mapToInt(DeploymentSample::wanted)
                .max()
                .orElse(minimum());
    }
}
