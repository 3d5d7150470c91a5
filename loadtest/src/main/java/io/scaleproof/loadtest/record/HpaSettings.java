package io.scaleproof.loadtest.record;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An HPA's settings, the API server's defaults filled in.
 *
 * @param name name of the HPA
 * @param minReplicas never fewer
 * @param maxReplicas never more
 * @param metrics what it looks at; the metric that asks for most pods wins
 * @param scaleUp rules for growing
 * @param scaleDown rules for shrinking
 */
public record HpaSettings(
        String name, int minReplicas, int maxReplicas, List<Metric> metrics, Rules scaleUp, Rules scaleDown) {

    public HpaSettings {
        metrics = List.copyOf(metrics);
    }

    /** The one container whose CPU utilization it looks at; empty if that of whole pods, or none. */
    public Optional<String> cpuContainer() {
        return metrics.stream()
                .filter(metric ->
                        metric.name().equals("cpu") && metric.targetType().equals("Utilization"))
                .findFirst()
                .flatMap(Metric::container);
    }

    /** Whether CPU utilization is all that it looks at. */
    public boolean looksAtCpuAlone() {
        return metrics.stream()
                .allMatch(metric -> metric.name().equals("cpu")
                        && metric.source().endsWith("Resource")
                        && metric.targetType().equals("Utilization"));
    }

    /** Whether what metrics.k8s.io has is among what it looks at. */
    public boolean looksAtResources() {
        return metrics.stream().anyMatch(metric -> metric.source().endsWith("Resource"));
    }

    /**
     * One metric and its target.
     *
     * @param source {@code Resource}, {@code ContainerResource}, {@code Pods}, {@code Object} or {@code External}
     * @param name the metric's name, for instance {@code cpu}
     * @param container the one container that a {@code ContainerResource} looks at
     * @param targetType {@code Utilization}, {@code AverageValue} or {@code Value}
     * @param target percent for {@code Utilization}; otherwise the value (cores for cpu, bytes for memory)
     */
    public record Metric(String source, String name, Optional<String> container, String targetType, double target) {

        /** A metric of whole pods, or of none. */
        public Metric(String source, String name, String targetType, double target) {
            this(source, name, Optional.empty(), targetType, target);
        }

        /** Its name in words: {@code cpu}, or {@code cpu of container web}. */
        public String words() {
            return container.map(only -> name + " of container " + only).orElse(name);
        }

        /** Whether one value for all pods is divided by their number before it is held against the target. */
        public boolean dividesByPods() {
            return List.of("Object", "External").contains(source) && targetType.equals("AverageValue");
        }

        /** Its target in words: {@code 50 %}, {@code 10 a pod}, or {@code 100} for the whole. */
        public String targetWords() {
            String number = BigDecimal.valueOf(target).stripTrailingZeros().toPlainString();
            return switch (targetType) {
                case "Utilization" -> number + " %";
                case "AverageValue" -> number + " a pod";
                default -> number;
            };
        }
    }

    /**
     * The rules for one direction.
     *
     * @param stabilizationWindow how long past recommendations are remembered
     * @param selectPolicy {@code Max}, {@code Min} or {@code Disabled}
     * @param policies how much may change in how long; none for an HPA without {@code behavior}, whose
     *     controller has a rule of its own
     * @param tolerance fraction around the target within which nothing happens, 0.1 by default
     */
    public record Rules(Duration stabilizationWindow, String selectPolicy, List<Policy> policies, double tolerance) {
        public Rules {
            policies = List.copyOf(policies);
        }
    }

    /** At most {@code value} {@code Pods} or {@code Percent} (the type) within {@code period}. */
    public record Policy(String type, int value, Duration period) {}
}
