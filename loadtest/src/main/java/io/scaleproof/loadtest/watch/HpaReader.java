package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricValueStatus;
import io.scaleproof.loadtest.hpa.Behavior;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads an HPA object into the run's own records. */
public final class HpaReader {
    private HpaReader() {}

    /** Its settings, the API server's defaults filled in. */
    public static HpaSettings settings(HorizontalPodAutoscaler hpa) {
        var spec = hpa.getSpec();
        var behavior = Optional.ofNullable(spec.getBehavior());
        return new HpaSettings(
                hpa.getMetadata().getName(),
                spec.getMinReplicas() == null ? 1 : spec.getMinReplicas(),
                spec.getMaxReplicas(),
                spec.getMetrics().stream().map(HpaReader::metric).toList(),
                behavior.map(both -> rules(both.getScaleUp(), Behavior.DEFAULT_UP))
                        .orElse(Behavior.NONE_UP),
                behavior.map(both -> rules(both.getScaleDown(), Behavior.DEFAULT_DOWN))
                        .orElse(Behavior.NONE_DOWN));
    }

    private static Rules rules(HPAScalingRules rules, Rules defaults) {
        if (rules == null) {
            return defaults;
        }
        return new Rules(
                rules.getStabilizationWindowSeconds() == null
                        ? defaults.stabilizationWindow()
                        : Duration.ofSeconds(rules.getStabilizationWindowSeconds()),
                rules.getSelectPolicy() == null ? defaults.selectPolicy() : rules.getSelectPolicy(),
                rules.getPolicies() == null || rules.getPolicies().isEmpty()
                        ? defaults.policies()
                        : rules.getPolicies().stream().map(HpaReader::policy).toList(),
                rules.getTolerance() == null ? defaults.tolerance() : number(rules.getTolerance()));
    }

    private static Policy policy(HPAScalingPolicy policy) {
        return new Policy(policy.getType(), policy.getValue(), Duration.ofSeconds(policy.getPeriodSeconds()));
    }

    private static Metric metric(MetricSpec metric) {
        return switch (metric.getType()) {
            case "Resource" ->
                target(
                        "Resource",
                        metric.getResource().getName(),
                        metric.getResource().getTarget());
            case "ContainerResource" ->
                target(
                        "ContainerResource",
                        metric.getContainerResource().getName(),
                        Optional.of(metric.getContainerResource().getContainer()),
                        metric.getContainerResource().getTarget());
            case "Pods" ->
                target(
                        "Pods",
                        metric.getPods().getMetric().getName(),
                        metric.getPods().getTarget());
            case "Object" ->
                target(
                        "Object",
                        metric.getObject().getMetric().getName(),
                        metric.getObject().getTarget());
            case "External" ->
                target(
                        "External",
                        metric.getExternal().getMetric().getName(),
                        metric.getExternal().getTarget());
            default -> throw new IllegalArgumentException("An HPA metric of unknown type " + metric.getType());
        };
    }

    private static Metric target(String source, String name, MetricTarget target) {
        return target(source, name, Optional.empty(), target);
    }

    private static Metric target(String source, String name, Optional<String> container, MetricTarget target) {
        String type = type(source, target);
        double value = switch (type) {
            case "Utilization" -> target.getAverageUtilization();
            case "AverageValue" -> number(target.getAverageValue());
            default -> number(target.getValue());
        };
        return new Metric(source, name, container, type, value);
    }

    /** Except for an Object, the controller goes by the value that is there, whatever type stands beside it. */
    private static String type(String source, MetricTarget target) {
        if (source.equals("Object")) {
            return target.getType();
        }
        return target.getAverageValue() != null
                ? "AverageValue"
                : target.getAverageUtilization() != null ? "Utilization" : "Value";
    }

    /**
     * What it says of itself at a moment.
     *
     * @param at that moment
     * @param relative makes moments of the cluster's clock ones of the same axis
     */
    public static HpaSample sample(HorizontalPodAutoscaler hpa, Duration at, Function<Instant, Duration> relative) {
        HorizontalPodAutoscalerStatus status =
                hpa.getStatus() == null ? new HorizontalPodAutoscalerStatus() : hpa.getStatus();
        int current = status.getCurrentReplicas() == null ? 0 : status.getCurrentReplicas();
        return new HpaSample(
                at,
                current,
                desired(status, current),
                // Null where it has never measured anything, two HPAs of one object for instance.
                Stream.ofNullable(status.getCurrentMetrics())
                        .flatMap(List::stream)
                        .flatMap(metric -> reading(metric).stream())
                        .toList(),
                status.getConditions().stream()
                        .map(condition -> new HpaSample.Condition(
                                condition.getType(),
                                condition.getStatus().equals("True"),
                                condition.getReason(),
                                condition.getMessage()))
                        .toList(),
                Optional.ofNullable(status.getLastScaleTime())
                        .map(Instant::parse)
                        .map(relative));
    }

    /** Until it has computed once, a status says 0, and the controller means that it leaves alone what is there. */
    private static int desired(HorizontalPodAutoscalerStatus status, int current) {
        int said = status.getDesiredReplicas() == null ? 0 : status.getDesiredReplicas();
        boolean blind = status.getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("ScalingActive")
                        && condition.getStatus().equals("False"));
        return said == 0 && blind ? current : said;
    }

    /** Empty for the placeholder without a type that a blind HPA leaves. */
    private static Optional<HpaSample.Current> reading(MetricStatus metric) {
        return switch (String.valueOf(metric.getType())) {
            case "Resource" ->
                reading(metric.getResource().getName(), metric.getResource().getCurrent());
            case "ContainerResource" ->
                reading(
                        metric.getContainerResource().getName(),
                        Optional.of(metric.getContainerResource().getContainer()),
                        metric.getContainerResource().getCurrent());
            case "Pods" ->
                reading(metric.getPods().getMetric().getName(), metric.getPods().getCurrent());
            case "Object" ->
                reading(
                        metric.getObject().getMetric().getName(),
                        metric.getObject().getCurrent());
            case "External" ->
                reading(
                        metric.getExternal().getMetric().getName(),
                        metric.getExternal().getCurrent());
            default -> Optional.empty();
        };
    }

    private static Optional<HpaSample.Current> reading(String name, MetricValueStatus current) {
        return reading(name, Optional.empty(), current);
    }

    private static Optional<HpaSample.Current> reading(
            String name, Optional<String> container, MetricValueStatus current) {
        Quantity value = current.getAverageValue() == null ? current.getValue() : current.getAverageValue();
        return Optional.of(new HpaSample.Current(
                name,
                container,
                Optional.ofNullable(current.getAverageUtilization()),
                value == null ? 0 : number(value)));
    }

    private static double number(Quantity quantity) {
        return quantity.getNumericalAmount().doubleValue();
    }
}
