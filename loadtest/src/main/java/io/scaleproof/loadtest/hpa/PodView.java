package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSettings.Metric;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the controller sees of one pod.
 *
 * @param name the pod's name
 * @param phase {@code status.phase}
 * @param deleting whether its deletion was asked for
 * @param started {@code status.startTime}: when its node took it up
 * @param readiness its {@code Ready} condition, empty while it has none
 * @param requests what it requests as a whole, in thousandths of the resource's unit, by resource; a resource whose
 *     request cannot be computed is missing
 * @param containers the same of its containers, by their names; empty for a pod with one container and no request of its
 *     own, which is all that the pod requests
 */
public record PodView(
        String name,
        Phase phase,
        boolean deleting,
        Optional<Duration> started,
        Optional<Readiness> readiness,
        Map<String, Long> requests,
        Map<String, Map<String, Long>> containers) {

    /** A pod with one container. */
    public PodView(
            String name,
            Phase phase,
            boolean deleting,
            Optional<Duration> started,
            Optional<Readiness> readiness,
            Map<String, Long> requests) {
        this(name, phase, deleting, started, readiness, requests, Map.of());
    }

    /** A pod's phase, as far as the algorithm distinguishes. */
    public enum Phase {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED
    }

    /** Whether it is ready, and since when that has been so. */
    public record Readiness(boolean ready, Duration since) {}

    /** What a utilization of {@code metric} is a fraction of, in thousandths. */
    Optional<Long> request(Metric metric) {
        Map<String, Long> requested = containers.isEmpty()
                ? requests
                : metric.container()
                        .map(container -> containers.getOrDefault(container, Map.of()))
                        .orElse(requests);
        return Optional.ofNullable(requested.get(metric.name()));
    }

    boolean isReady() {
        return phase == Phase.RUNNING && readiness.filter(Readiness::ready).isPresent();
    }
}
