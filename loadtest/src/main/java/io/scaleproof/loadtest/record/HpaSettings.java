package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.List;

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

    /**
     * One metric and its target.
     *
     * @param source {@code Resource}, {@code ContainerResource}, {@code Pods}, {@code Object} or {@code External}
     * @param name the metric's name, for instance {@code cpu}
     * @param targetType {@code Utilization}, {@code AverageValue} or {@code Value}
     * @param target percent for {@code Utilization}; otherwise the value (cores for cpu, bytes for memory)
     */
    public record Metric(String source, String name, String targetType, double target) {}

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
