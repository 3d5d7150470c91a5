package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.MetricFigure;
import java.time.Duration;
import java.util.Optional;

/**
 * What the target looks like at one moment.
 *
 * @param settings the HPA's settings; empty when there is no HPA (any more)
 * @param wanted pods that the workload asks for
 * @param existing pods that exist and are not being deleted
 * @param ready pods that are ready
 * @param utilizationPercent what the HPA measured last; empty when it is blind
 * @param figure the metric that lies highest beside its target; empty when it is blind
 * @param scalingActive whether the HPA is able to compute; its message if not
 */
public record ClusterState(
        Optional<HpaSettings> settings,
        int wanted,
        int existing,
        int ready,
        Optional<Integer> utilizationPercent,
        Optional<MetricFigure> figure,
        Optional<HpaSample.Condition> scalingActive) {

    static ClusterState of(Optional<HorizontalPodAutoscaler> hpa, Optional<Replicas> replicas) {
        Optional<HpaSample> sample = hpa.map(seen -> HpaReader.sample(seen, Duration.ZERO, at -> Duration.ZERO));
        Optional<HpaSettings> settings = hpa.map(HpaReader::settings);
        return new ClusterState(
                settings,
                replicas.map(Replicas::wanted).orElse(0),
                replicas.map(Replicas::existing).orElse(0),
                replicas.map(Replicas::ready).orElse(0),
                sample.flatMap(HpaSample::utilizationPercent),
                settings.flatMap(known -> sample.flatMap(seen -> MetricFigure.highest(known, seen))),
                sample.flatMap(seen -> seen.conditions().stream()
                        .filter(condition -> condition.type().equals("ScalingActive"))
                        .findFirst()));
    }

    /** Whether the minimum of pods is left, all of them ready. */
    public boolean isAtMinimum() {
        int minimum = settings.map(HpaSettings::minReplicas).orElse(1);
        return wanted == minimum && existing == minimum && ready == minimum;
    }
}
