package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutoscalerTest {
    private static final String UP = "spec.behavior.scaleUp";
    private static final String DOWN = "spec.behavior.scaleDown";

    @Test
    void scalesTheDeploymentOnCpuWithinTheConfiguredBounds() {
        var run = Program.with("minReplicas", "2", "maxReplicas", "7", "targetCpuUtilization", "60")
                .run();

        assertThat(run.input("hpa", "spec.scaleTargetRef"))
                .isEqualTo(Map.of("apiVersion", "apps/v1", "kind", "Deployment", "name", "scaleproof"));
        assertThat(run.input("hpa", "spec.minReplicas")).isEqualTo(2.0);
        assertThat(run.input("hpa", "spec.maxReplicas")).isEqualTo(7.0);
        assertThat(run.input("hpa", "spec.metrics")).isEqualTo(List.of(metric("cpu", 60.0)));
    }

    @Test
    void scalesOnMemoryTooOrAlone() {
        var both = Program.with("targetMemoryUtilization", "70").run();
        var memory = Program.with("targetCpuUtilization", "off", "targetMemoryUtilization", "70")
                .run();

        assertThat(both.input("hpa", "spec.metrics")).isEqualTo(List.of(metric("cpu", 50.0), metric("memory", 70.0)));
        assertThat(memory.input("hpa", "spec.metrics")).isEqualTo(List.of(metric("memory", 70.0)));
    }

    @Test
    void reachesTheNeededSizeInOneDecisionByDefault() {
        var run = Program.with("maxReplicas", "40").run();

        assertThat(run.input("hpa", UP)).isEqualTo(rules(0.0, policy("Pods", 40.0, 15.0)));
        assertThat(run.input("hpa", DOWN)).isEqualTo(rules(60.0, policy("Percent", 100.0, 15.0)));
    }

    @Test
    void behavesLikeKubernetesWhenSteady() {
        var run = Program.with("scalingPreset", "steady").run();

        assertThat(run.input("hpa", UP))
                .isEqualTo(rules(0.0, policy("Pods", 4.0, 15.0), policy("Percent", 100.0, 15.0)));
        assertThat(run.input("hpa", DOWN)).isEqualTo(rules(300.0, policy("Percent", 100.0, 15.0)));
    }

    @Test
    void shrinksByATenthAMinuteWhenCareful() {
        var run = Program.with("scalingPreset", "careful").run();

        assertThat(run.input("hpa", DOWN)).isEqualTo(rules(300.0, policy("Percent", 10.0, 60.0)));
    }

    @Test
    void takesEveryPartOfAPresetFromTheConfigurationIfItIsThere() {
        var run = Program.with(
                        "scalingPreset", "careful",
                        "scaleUpWindowSeconds", "30",
                        "scaleUpPolicies", "2pods/60s, 50%/15s",
                        "scaleDownWindowSeconds", "0",
                        "scaleDownPolicies", "1pods/60s")
                .run();

        assertThat(run.input("hpa", UP))
                .isEqualTo(rules(30.0, policy("Pods", 2.0, 60.0), policy("Percent", 50.0, 15.0)));
        assertThat(run.input("hpa", DOWN)).isEqualTo(rules(0.0, policy("Pods", 1.0, 60.0)));
    }

    @Test
    void saysNothingOfToleranceUnlessConfigured() {
        var run = Program.with("scaleUpTolerance", "0.05").run();

        assertThat(run.input("hpa", UP + ".tolerance")).isEqualTo("0.05");
        assertThat(run.input("hpa", UP + ".policies.0")).isEqualTo(policy("Pods", 10.0, 15.0));
        assertThat(run.input("hpa", UP + ".stabilizationWindowSeconds")).isEqualTo(0.0);
        assertThat(run.input("hpa", DOWN + ".tolerance")).isNull();
    }

    private static Map<String, Object> metric(String resource, double percent) {
        return Map.of(
                "type",
                "Resource",
                "resource",
                Map.of("name", resource, "target", Map.of("type", "Utilization", "averageUtilization", percent)));
    }

    private static Map<String, Object> rules(double window, Object... policies) {
        return Map.of("stabilizationWindowSeconds", window, "policies", List.of(policies));
    }

    private static Map<String, Object> policy(String type, double value, double period) {
        return Map.of("type", type, "value", value, "periodSeconds", period);
    }
}
