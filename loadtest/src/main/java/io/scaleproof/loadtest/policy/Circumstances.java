package io.scaleproof.loadtest.policy;

import io.scaleproof.loadtest.hpa.ControllerFlags;
import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.record.HpaSettings;
import java.time.Duration;

/**
 * What policies are made from.
 *
 * @param settings the HPA's; its bounds hold for every policy but static
 * @param controller its controller's flags
 * @param syncPhase when that syncs for the first time after the trace's zero
 * @param requestMillicores what a pod requests
 * @param podStart from a pod's creation until it serves
 * @param pod what fills one
 * @param costMillis CPU time that a request is taken to cost
 * @param demand what the traffic needs
 */
public record Circumstances(
        HpaSettings settings,
        ControllerFlags controller,
        Duration syncPhase,
        double requestMillicores,
        Duration podStart,
        FullPod pod,
        double costMillis,
        Demand demand) {

    /** Requests per second that fill one pod. */
    double requestsPerPod() {
        return pod.roomMillicores() / costMillis;
    }

    int bounded(int pods) {
        return Math.clamp(pods, settings.minReplicas(), settings.maxReplicas());
    }
}
