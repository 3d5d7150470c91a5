package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The life of one pod. Steps that did not happen, or not within the run, are empty.
 *
 * @param name the pod's name
 * @param node where it ran, empty if it was never scheduled
 * @param cpuRequestMillicores what the HPA takes it to request: its own request or the sum of its containers', sidecars
 *     included; 0 if one has none
 * @param cpuLimitMillicores its own limit or the sum of its containers'; 0 if one has none
 * @param created accepted by the API server
 * @param scheduled bound to a node
 * @param started its container runs
 * @param ready passed its readiness probe for the first time
 * @param firstRequest when the first answer came that names this pod, or that came from its address
 * @param deleted its deletion was asked for
 * @param terminated its container ended
 * @param exitCode of the container
 * @param restarts how often its container was restarted
 * @param requests answers that named this pod or came from its address
 * @param trouble why it waits or failed (ImagePullBackOff, OOMKilled, Unschedulable ...), if it does
 * @param containerRequestMillicores CPU requests by container, 0 if it has none; empty for a pod with one container and no
 *     request of its own, which is all that the pod requests
 * @param reachable when the Service's EndpointSlices first led to it
 */
public record PodLife(
        String name,
        String node,
        double cpuRequestMillicores,
        double cpuLimitMillicores,
        Duration created,
        Optional<Duration> scheduled,
        Optional<Duration> started,
        Optional<Duration> ready,
        Optional<Duration> firstRequest,
        Optional<Duration> deleted,
        Optional<Duration> terminated,
        Optional<Integer> exitCode,
        int restarts,
        long requests,
        Optional<String> trouble,
        Map<String, Double> containerRequestMillicores,
        Optional<Duration> reachable) {

    public PodLife {
        containerRequestMillicores = Collections.unmodifiableMap(new LinkedHashMap<>(containerRequestMillicores));
    }
}
