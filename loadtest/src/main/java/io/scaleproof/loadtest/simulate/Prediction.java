package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.Simulation;
import io.scaleproof.loadtest.record.Simulation.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Puts a simulated run into the short form that is laid over a real one. */
public final class Prediction {
    private Prediction() {}

    /** The short form of {@code simulated}, which {@code scenario} gave. */
    public static Simulation of(RunRecord simulated, Scenario scenario) {
        return new Simulation(
                scenario.model().words(scenario.signal()),
                steps(simulated),
                simulated.decisions().stream()
                        .filter(decision -> decision.from() != decision.to())
                        .toList(),
                simulated.verdicts());
    }

    private static List<Step> steps(RunRecord run) {
        NavigableMap<Duration, DeploymentSample> pods = byTime(run.deployments(), DeploymentSample::at);
        NavigableMap<Duration, HpaSample> statuses = byTime(run.hpa(), HpaSample::at);
        NavigableMap<Duration, SecondSample> seconds = byTime(run.seconds(), SecondSample::at);
        TreeSet<Duration> times = new TreeSet<>(pods.keySet());
        times.addAll(statuses.keySet());
        run.plan().stages().forEach(stage -> times.add(stage.start()));
        List<Step> steps = new ArrayList<>();
        for (Duration at : times) {
            steps.add(new Step(
                    at,
                    at(pods, at).map(DeploymentSample::wanted).orElse(0),
                    at(pods, at).map(DeploymentSample::ready).orElse(0),
                    at(statuses, at).flatMap(HpaSample::utilizationPercent).orElse(0),
                    at(seconds, at).map(SecondSample::scheduled).orElse(0L)));
        }
        return steps;
    }

    private static <T> NavigableMap<Duration, T> byTime(List<T> all, Function<T, Duration> at) {
        NavigableMap<Duration, T> byTime = new TreeMap<>();
        all.forEach(one -> byTime.put(at.apply(one), one));
        return byTime;
    }

    private static <T> Optional<T> at(NavigableMap<Duration, T> byTime, Duration at) {
        return Optional.ofNullable(byTime.floorEntry(at)).map(java.util.Map.Entry::getValue);
    }
}
