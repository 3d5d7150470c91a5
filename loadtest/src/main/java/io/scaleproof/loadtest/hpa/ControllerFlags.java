package io.scaleproof.loadtest.hpa;

import java.time.Duration;

/**
 * The flags of kube-controller-manager that the algorithm depends on and no HPA can set.
 *
 * @param syncPeriod {@code --horizontal-pod-autoscaler-sync-period}
 * @param cpuInitialization {@code --horizontal-pod-autoscaler-cpu-initialization-period}: so long after its start, a
 *     pod's CPU counts only if it was ready for the metric's whole window
 * @param initialReadinessDelay {@code --horizontal-pod-autoscaler-initial-readiness-delay}: a pod that turned unready
 *     within this time of its start counts as never having been ready
 */
public record ControllerFlags(Duration syncPeriod, Duration cpuInitialization, Duration initialReadinessDelay) {

    /** What a cluster has unless it says otherwise. */
    public static final ControllerFlags DEFAULT =
            new ControllerFlags(Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofSeconds(30));
}
