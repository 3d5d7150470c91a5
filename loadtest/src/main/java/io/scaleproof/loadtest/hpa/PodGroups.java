package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.hpa.PodView.Phase;
import io.scaleproof.loadtest.hpa.PodView.Readiness;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pods, sorted by how their metrics are treated.
 *
 * @param counted their metrics count
 * @param unready pending, or with CPU that says nothing yet: left out, and counted as idle on a scale-up
 * @param missing without a metric: counted as idle on a scale-up and as using their whole request on a scale-down
 * @param ignored failed or being deleted: left out altogether
 */
public record PodGroups(Set<String> counted, Set<String> unready, Set<String> missing, Set<String> ignored) {

    /** No pods at all, as with metrics that do not come per pod. */
    static final PodGroups NONE = new PodGroups(Set.of(), Set.of(), Set.of(), Set.of());

    static PodGroups of(
            List<PodView> pods, Map<String, Measurement> metrics, boolean cpu, Duration now, ControllerFlags flags) {
        var groups = new PodGroups(
                new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        for (PodView pod : pods) {
            groups.groupOf(pod, metrics, cpu, now, flags).add(pod.name());
        }
        return groups;
    }

    private Set<String> groupOf(
            PodView pod, Map<String, Measurement> metrics, boolean cpu, Duration now, ControllerFlags flags) {
        if (pod.deleting() || pod.phase() == Phase.FAILED) {
            return ignored;
        }
        if (pod.phase() == Phase.PENDING) {
            return unready;
        }
        Measurement metric = metrics.get(pod.name());
        if (metric == null) {
            return missing;
        }
        return cpu && saysNothingYet(pod, metric, now, flags) ? unready : counted;
    }

    /** The CPU of a start says nothing about load. */
    private static boolean saysNothingYet(PodView pod, Measurement metric, Duration now, ControllerFlags flags) {
        if (pod.readiness().isEmpty() || pod.started().isEmpty()) {
            return true;
        }
        Readiness readiness = pod.readiness().get();
        Duration started = pod.started().get();
        if (started.plus(flags.cpuInitialization()).compareTo(now) > 0) {
            return !readiness.ready() || metric.at().compareTo(readiness.since().plus(metric.window())) < 0;
        }
        return !readiness.ready() && started.plus(flags.initialReadinessDelay()).compareTo(readiness.since()) > 0;
    }
}
