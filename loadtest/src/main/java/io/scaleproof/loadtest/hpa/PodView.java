package io.scaleproof.loadtest.hpa;

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
 * @param requests what its containers request together, in thousandths of the resource's unit, by resource; a resource
 *     that one of its containers does not request is missing
 */
public record PodView(
        String name,
        Phase phase,
        boolean deleting,
        Optional<Duration> started,
        Optional<Readiness> readiness,
        Map<String, Long> requests) {

    /** A pod's phase, as far as the algorithm distinguishes. */
    public enum Phase {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED
    }

    /** Whether it is ready, and since when that has been so. */
    public record Readiness(boolean ready, Duration since) {}

    boolean isReady() {
        return phase == Phase.RUNNING && readiness.filter(Readiness::ready).isPresent();
    }
}
