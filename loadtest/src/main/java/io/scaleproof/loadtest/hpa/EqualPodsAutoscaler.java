package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import java.time.Duration;

/**
 * {@link Autoscaler} for pods that are counted instead of listed, on one metric per pod, CPU utilization or a mean of requests, without a word on why. A test
 * holds the two equal.
 */
public final class EqualPodsAutoscaler {
    private final HpaSettings settings;
    private final boolean utilization;
    private final long target;
    private final Tolerances tolerances;
    private final Recommendations recommendations = new Recommendations();
    private final ScaleEvents ups = new ScaleEvents();
    private final ScaleEvents downs = new ScaleEvents();
    private final Limits limits;
    private final boolean behaviorUnset;

    /** An HPA that its controller meets for the first time. */
    public EqualPodsAutoscaler(HpaSettings settings) {
        this.settings = settings;
        Metric metric = settings.metrics().getFirst();
        this.utilization = metric.targetType().equals("Utilization");
        this.target = Math.round(utilization ? metric.target() : metric.target() * 1_000);
        this.tolerances = Tolerances.of(settings);
        this.limits = new Limits(settings, ups, downs);
        this.behaviorUnset = Behavior.isUnset(settings);
    }

    /** The number of pods that it sets at one sync, which is taken to be carried out. */
    public int sync(Duration at, int current, EqualPods seen) {
        int desired = desired(at, current, seen);
        if (!behaviorUnset && desired > current) {
            ups.store(desired - current, at, settings.scaleUp().policies());
        } else if (!behaviorUnset && desired < current) {
            downs.store(current - desired, at, settings.scaleDown().policies());
        }
        return desired;
    }

    private int desired(Duration at, int current, EqualPods seen) {
        recommendations.start(current, at);
        if (current == 0) {
            return 0;
        }
        if (current > settings.maxReplicas()) {
            return settings.maxReplicas();
        }
        if (current < settings.minReplicas()) {
            return settings.minReplicas();
        }
        int proposed = seen.propose(utilization, target, current, tolerances);
        if (proposed < 0) {
            return current;
        }
        Duration up = settings.scaleUp().stabilizationWindow();
        Duration down = settings.scaleDown().stabilizationWindow();
        return behaviorUnset
                ? limits.applyDefault(
                                recommendations.stabilize(proposed, down, at).after(), current)
                        .after()
                : limits.apply(
                                recommendations
                                        .stabilize(proposed, current, up, down, at)
                                        .after(),
                                current,
                                at)
                        .after();
    }
}
