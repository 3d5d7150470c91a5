package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the metrics API said of one pod, once.
 *
 * @param at when the answer was first seen
 * @param measuredAt the metric's own timestamp: the end of its window
 * @param window the time it averages over
 * @param pod the pod's name
 * @param cpuMillicores CPU used, a thousandth of a core
 * @param memoryBytes working set
 * @param containers the same by container's name; empty for a pod with one, which uses all of it
 */
public record PodUsage(
        Duration at,
        Duration measuredAt,
        Duration window,
        String pod,
        double cpuMillicores,
        long memoryBytes,
        Map<String, Amount> containers) {

    public PodUsage {
        containers = containers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(containers));
    }

    /** The usage of a pod with one container. */
    public PodUsage(
            Duration at, Duration measuredAt, Duration window, String pod, double cpuMillicores, long memoryBytes) {
        this(at, measuredAt, window, pod, cpuMillicores, memoryBytes, Map.of());
    }

    /** When the window began that it was measured in. */
    public Duration begin() {
        return measuredAt.minus(window);
    }

    /** What an HPA counts, in thousandths of a core: of all the pod, or of one container, 0 where it has none of that name. */
    public double cpuMillicores(Optional<String> container) {
        return container
                .map(only -> containers.containsKey(only) ? containers.get(only).cpuMillicores() : 0.0)
                .orElse(cpuMillicores);
    }

    /**
     * What one container used.
     *
     * @param cpuMillicores CPU used, a thousandth of a core
     * @param memoryBytes working set
     */
    public record Amount(double cpuMillicores, long memoryBytes) {}
}
