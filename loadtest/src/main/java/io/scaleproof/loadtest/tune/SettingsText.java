package io.scaleproof.loadtest.tune;

import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import io.scaleproof.loadtest.record.SizedBy;
import io.scaleproof.loadtest.simulate.Paper;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Settings under the names and in the form of {@code pulumi config set}. */
final class SettingsText {
    private SettingsText() {}

    /** Every setting that can be varied, with what it is; presets spelled out. */
    static Map<String, String> of(Paper paper) {
        HpaSettings hpa = paper.settings();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("scaleOn", paper.scaleOn());
        all.put(target(paper), number(paper.target()));
        all.put("requestWindowSeconds", seconds(paper.model().scraping().window()));
        all.put("minReplicas", String.valueOf(hpa.minReplicas()));
        all.put("maxReplicas", String.valueOf(hpa.maxReplicas()));
        all.put("scaleUpWindowSeconds", seconds(hpa.scaleUp()));
        all.put("scaleUpPolicies", policies(hpa.scaleUp()));
        all.put("scaleUpTolerance", number(hpa.scaleUp().tolerance()));
        all.put("scaleDownWindowSeconds", seconds(hpa.scaleDown()));
        all.put("scaleDownPolicies", policies(hpa.scaleDown()));
        all.put("scaleDownTolerance", number(hpa.scaleDown().tolerance()));
        all.put("metricsResolution", duration(paper.model().metricsResolution()));
        all.put("syncPeriod", duration(paper.model().controller().syncPeriod()));
        return all;
    }

    static String number(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** The name of the setting that today's target was given by: others follow from it. */
    static String target(Paper paper) {
        return paper.isTargetDerived()
                ? "targetCpuUtilization"
                : paper.by() == SizedBy.RATE ? "targetRequestRate" : "targetRequestsInFlight";
    }

    private static String seconds(Rules rules) {
        return seconds(rules.stabilizationWindow());
    }

    private static String seconds(Duration time) {
        return String.valueOf(time.toSeconds());
    }

    private static String duration(Duration time) {
        return number(time.toMillis() / 1e3) + "s";
    }

    private static String policies(Rules rules) {
        return rules.policies().stream()
                .map(policy -> "%d%s/%ds"
                        .formatted(
                                policy.value(),
                                policy.type().equals("Percent") ? "%" : "pods",
                                policy.period().toSeconds()))
                .collect(joining(","));
    }

    /** What to type to have {@code settings}, where they differ from {@code today}'s. */
    static List<String> commands(Map<String, String> settings, Map<String, String> today) {
        return changed(settings, today).entrySet().stream()
                .map(change -> switch (change.getKey()) {
                    case "metricsResolution" ->
                        "pulumi config set metricsServerResolutionSeconds "
                                + change.getValue().replace("s", "");
                    case "scaleOn" ->
                        "pulumi config set scaleOn %s   # %s"
                                .formatted(
                                        change.getValue(),
                                        change.getValue().equals("cpu")
                                                ? "no Prometheus needed"
                                                : "needs a Prometheus: pulumi config set monitoring install");
                    case "syncPeriod" ->
                        "# --horizontal-pod-autoscaler-sync-period=%s of kube-controller-manager: no setting of this program"
                                .formatted(change.getValue());
                    default -> "pulumi config set %s %s".formatted(change.getKey(), change.getValue());
                })
                .toList();
    }

    /** Of {@code settings} those that differ from {@code today}'s. */
    static Map<String, String> changed(Map<String, String> settings, Map<String, String> today) {
        Map<String, String> changed = new LinkedHashMap<>();
        settings.forEach((key, value) -> {
            if (!value.equals(today.get(key))) {
                changed.put(key, value);
            }
        });
        return changed;
    }

    /** The same as a patch of a HorizontalPodAutoscaler, for {@code kubectl patch hpa NAME --patch-file}. */
    static List<String> patch(Paper paper) {
        HpaSettings hpa = paper.settings();
        List<String> lines = new ArrayList<>(List.of(
                "spec:", "  minReplicas: " + hpa.minReplicas(), "  maxReplicas: " + hpa.maxReplicas(), "  metrics:"));
        lines.addAll(metric(hpa.metrics().getFirst()));
        lines.add("  behavior:");
        lines.addAll(rules("scaleUp", hpa.scaleUp()));
        lines.addAll(rules("scaleDown", hpa.scaleDown()));
        return lines;
    }

    private static List<String> metric(Metric metric) {
        return metric.targetType().equals("Utilization")
                ? List.of(
                        "  - type: Resource",
                        "    resource:",
                        "      name: " + metric.name(),
                        "      target: {type: Utilization, averageUtilization: %s}".formatted(number(metric.target())))
                : List.of(
                        "  - type: Pods",
                        "    pods:",
                        "      metric: {name: %s}".formatted(metric.name()),
                        "      target: {type: AverageValue, averageValue: %s}"
                                .formatted(Math.round(metric.target() * 1e3) + "m"));
    }

    private static List<String> rules(String direction, Rules rules) {
        List<String> lines = new ArrayList<>(List.of(
                "    %s:".formatted(direction),
                "      stabilizationWindowSeconds: " + seconds(rules),
                "      selectPolicy: " + rules.selectPolicy(),
                "      policies:"));
        rules.policies()
                .forEach(policy -> lines.add("      - {type: %s, value: %d, periodSeconds: %d}"
                        .formatted(
                                policy.type(), policy.value(), policy.period().toSeconds())));
        // Kubernetes' own default needs no feature.
        if (rules.tolerance() != 0.1) {
            lines.add(String.format(Locale.ROOT, "      tolerance: %s", number(rules.tolerance())));
        }
        return lines;
    }
}
