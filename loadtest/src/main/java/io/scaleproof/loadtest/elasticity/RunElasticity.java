package io.scaleproof.loadtest.elasticity;

import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.Elasticity;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.SecondSample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The figures of a run, real or simulated, by the need that its judge goes by: the likely one, where that is uncertain. */
public final class RunElasticity {
    private RunElasticity() {}

    /** Empty where the need is not known, or nothing was watched. */
    public static Optional<Elasticity> of(RunRecord run) {
        return switch (Need.of(run)) {
            case Need.Unknown _ -> Optional.empty();
            case Need.Known need -> of(run, need);
        };
    }

    private static Optional<Elasticity> of(RunRecord run, Need.Known need) {
        if (run.deployments().isEmpty() || !run.length().isPositive()) {
            return Optional.empty();
        }
        StepCurve demand = new StepCurve();
        for (Moment moment : need.moments()) {
            demand.add(moment.at().toMillis(), moment.likely());
        }
        StepCurve ready = new StepCurve();
        for (DeploymentSample sample : run.deployments()) {
            ready.add(sample.at().toMillis(), sample.ready());
        }
        long end = run.length().toMillis();
        Floor floor = new Floor(demand, start(run), stop(run), 0, end);
        return Optional.of(Figures.of(demand, ready, there(run), arrivals(run.seconds()), 0, end)
                .beside(floor.yardsticks()));
    }

    /** What pods of the run took from their creation until they were ready: the median; nothing where none was created. */
    private static Duration start(RunRecord run) {
        return median(run.pods().stream()
                .filter(pod -> !pod.created().isNegative())
                .flatMap(pod -> pod.ready().map(ready -> ready.minus(pod.created())).stream()));
    }

    private static Duration stop(RunRecord run) {
        return median(run.pods().stream()
                .flatMap(pod -> gone(pod).map(gone -> gone.minus(pod.deleted().orElseThrow())).stream()));
    }

    private static Duration median(Stream<Duration> times) {
        List<Duration> sorted = times.sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2);
    }

    /** From their creation until their containers ended, since that long their requests are taken from a node. */
    private static StepCurve there(RunRecord run) {
        Map<Long, Integer> changes = new TreeMap<>();
        for (PodLife pod : run.pods()) {
            changes.merge(pod.created().toMillis(), 1, Integer::sum);
            gone(pod).ifPresent(at -> changes.merge(at.toMillis(), -1, Integer::sum));
        }
        StepCurve there = new StepCurve();
        there.add(Long.MIN_VALUE, 0);
        int pods = 0;
        for (Map.Entry<Long, Integer> change : changes.entrySet()) {
            pods += change.getValue();
            there.add(change.getKey(), pods);
        }
        return there;
    }

    /** A container that ended without anybody's asking is started again in its pod. */
    private static Optional<Duration> gone(PodLife pod) {
        return pod.deleted().isPresent() ? pod.terminated().or(pod::deleted) : Optional.empty();
    }

    private static Arrivals arrivals(List<SecondSample> seconds) {
        NavigableMap<Long, Double> until = new TreeMap<>();
        double sum = 0;
        for (SecondSample second : seconds) {
            until.put(second.at().toMillis(), sum);
            sum += second.scheduled();
            until.put(second.at().plusSeconds(1).toMillis(), sum);
        }
        return (from, to) -> until(until, to) - until(until, from);
    }

    /** Within a second requests come evenly. */
    private static double until(NavigableMap<Long, Double> until, long time) {
        Map.Entry<Long, Double> before = until.floorEntry(time);
        Map.Entry<Long, Double> after = until.higherEntry(time);
        if (before == null) {
            return 0;
        }
        return after == null
                ? before.getValue()
                : before.getValue()
                        + (after.getValue() - before.getValue())
                                * (time - before.getKey())
                                / (after.getKey() - before.getKey());
    }
}
