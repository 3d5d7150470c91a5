package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One status of the HPA.
 *
 * @param at when it was seen
 * @param currentReplicas pods the HPA saw
 * @param desiredReplicas pods it wants
 * @param metrics what it measured; empty when it is blind
 * @param conditions AbleToScale, ScalingActive, ScalingLimited
 * @param lastScale when it last scaled
 */
public record HpaSample(
        Duration at,
        int currentReplicas,
        int desiredReplicas,
        List<Current> metrics,
        List<Condition> conditions,
        Optional<Duration> lastScale) {

    public HpaSample {
        metrics = List.copyOf(metrics);
        conditions = List.copyOf(conditions);
    }

    /**
     * One metric as the HPA measured it.
     *
     * @param name for instance {@code cpu}
     * @param container the one container that a {@code ContainerResource} looks at
     * @param utilizationPercent mean over pods in percent of the request, if the target is a utilization
     * @param averageValue mean over pods (cores for cpu, bytes for memory); the whole if the target is a {@code Value}
     */
    public record Current(
            String name, Optional<String> container, Optional<Integer> utilizationPercent, double averageValue) {

        /** A metric of whole pods, or of none. */
        public Current(String name, Optional<Integer> utilizationPercent, double averageValue) {
            this(name, Optional.empty(), utilizationPercent, averageValue);
        }
    }

    /** One condition of the HPA's status. */
    public record Condition(String type, boolean holds, String reason, String message) {}

    /** The condition that says why it computes nothing; empty where it does, or says nothing of it. */
    public Optional<Condition> blindness() {
        return conditions.stream()
                .filter(condition -> condition.type().equals("ScalingActive") && !condition.holds())
                .findFirst();
    }

    /** The first utilization in percent, wherever it stands among the metrics: an HPA of KEDA's names those from outside first. */
    public Optional<Integer> utilizationPercent() {
        return metrics.stream()
                .flatMap(metric -> metric.utilizationPercent().stream())
                .findFirst();
    }

    /** CPU's utilization in percent, whatever other metrics there are. */
    public Optional<Integer> cpuUtilizationPercent() {
        return metrics.stream()
                .filter(metric -> metric.name().equals("cpu"))
                .flatMap(metric -> metric.utilizationPercent().stream())
                .findFirst();
    }
}
