package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Set;

/** Pods that a Service would send requests to. */
public final class ReadyPods {
    private static final Set<String> OVER = Set.of("Failed", "Succeeded");

    private ReadyPods() {}

    /** Whether a pod is there to stay: neither being deleted nor over, as one that was evicted. */
    public static boolean stays(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && (pod.getStatus() == null
                        || !OVER.contains(String.valueOf(pod.getStatus().getPhase())));
    }

    /** Whether a pod is ready and not being deleted. */
    public static boolean include(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }
}
