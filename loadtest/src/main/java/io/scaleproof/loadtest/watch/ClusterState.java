package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * What the target looks like at one moment.
 *
 * @param settings the HPA's settings; empty when there is no HPA (any more)
 * @param wanted pods the Deployment asks for
 * @param existing pods that exist and are not being deleted
 * @param ready pods that are ready
 * @param utilizationPercent what the HPA measured last; empty when it is blind
 * @param scalingActive whether the HPA is able to compute; its message if not
 */
public record ClusterState(
        Optional<HpaSettings> settings,
        int wanted,
        int existing,
        int ready,
        Optional<Integer> utilizationPercent,
        Optional<HpaSample.Condition> scalingActive) {

    static ClusterState of(Optional<HorizontalPodAutoscaler> hpa, Optional<Deployment> deployment) {
        Optional<HpaSample> sample = hpa.map(seen -> HpaReader.sample(seen, Duration.ZERO, at -> Duration.ZERO));
        return new ClusterState(
                hpa.map(HpaReader::settings),
                deployment.map(found -> orZero(found.getSpec().getReplicas())).orElse(0),
                deployment.map(found -> orZero(found.getStatus().getReplicas())).orElse(0),
                deployment
                        .map(found -> orZero(found.getStatus().getReadyReplicas()))
                        .orElse(0),
                sample.flatMap(HpaSample::utilizationPercent),
                sample.flatMap(seen -> seen.conditions().stream()
                        .filter(condition -> condition.type().equals("ScalingActive"))
                        .findFirst()));
    }

    /** Whether the minimum of pods is left, all of them ready. */
    public boolean isAtMinimum() {
        int minimum = settings.map(HpaSettings::minReplicas).orElse(1);
        return wanted == minimum && existing == minimum && ready == minimum;
    }

    private static int orZero(Integer number) {
        return number == null ? 0 : number;
    }
}
