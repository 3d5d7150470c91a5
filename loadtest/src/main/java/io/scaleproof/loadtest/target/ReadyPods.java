package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.Pod;

/** Pods that a Service would send requests to. */
public final class ReadyPods {
    private ReadyPods() {}

    /** Whether a pod is ready and not being deleted. */
    public static boolean include(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }
}
