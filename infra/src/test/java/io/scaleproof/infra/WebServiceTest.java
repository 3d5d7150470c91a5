package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebServiceTest {
    @Test
    void leavesTheNumberOfPodsToTheAutoscaler() {
        var run = Program.with().run();

        assertThat(run.input("deployment", "spec.replicas")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deployment", "service", "disruption-budget", "hpa"})
    void putsEveryObjectIntoTheConfiguredNamespaceWithAllLabels(String resource) {
        var run = Program.with("namespace", "elsewhere").run();

        assertThat(run.input(resource, "metadata.namespace")).isEqualTo("elsewhere");
        assertThat(run.input(resource, "metadata.name")).isEqualTo("scaleproof");
        assertThat(run.input(resource, "metadata.labels"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsKeys(
                        "app.kubernetes.io/name",
                        "app.kubernetes.io/instance",
                        "app.kubernetes.io/part-of",
                        "app.kubernetes.io/managed-by",
                        "app.kubernetes.io/version");
    }

    @Test
    void rollsOutWithoutEverHavingAPodLess() {
        var run = Program.with().run();

        assertThat(run.input("deployment", "spec.strategy.rollingUpdate"))
                .isEqualTo(Map.of("maxSurge", 1.0, "maxUnavailable", 0.0));
        assertThat(run.input("deployment", "spec.progressDeadlineSeconds")).isEqualTo(120.0);
        assertThat(run.input("deployment", "spec.revisionHistoryLimit")).isEqualTo(3.0);
    }

    @Test
    void letsANodeBeDrainedOnePodAtATime() {
        var run = Program.with().run();

        assertThat(run.input("disruption-budget", "spec.maxUnavailable")).isEqualTo(1.0);
        assertThat(run.input("disruption-budget", "spec.selector.matchLabels"))
                .isEqualTo(run.input("deployment", "spec.selector.matchLabels"));
    }

    @Test
    void runsUnderTheRestrictedStandard() {
        var run = Program.with().run();

        assertThat(run.input("deployment", "spec.template.spec.securityContext"))
                .isEqualTo(Map.of("runAsNonRoot", true, "seccompProfile", Map.of("type", "RuntimeDefault")));
        assertThat(run.container("securityContext"))
                .isEqualTo(Map.of(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        Map.of("drop", List.of("ALL"))));
    }

    @Test
    void servesTheMomentItCan() {
        var run = Program.with().run();

        assertThat(run.container("readinessProbe.httpGet.path")).isEqualTo("/health/readiness");
        assertThat(run.container("readinessProbe.timeoutSeconds"))
                .as("what the first question, which finds the port open, may wait for the start")
                .isEqualTo(5.0);
        assertThat(run.container("startupProbe"))
                .as("a stage that costs a second")
                .isNull();
    }

    @Test
    void isNotAskedSoOftenThatItCounts() {
        var run = Program.with().run();

        assertThat(run.container("readinessProbe.periodSeconds")).isEqualTo(5.0);
        assertThat(run.container("readinessProbe.failureThreshold")).isEqualTo(2.0);
    }

    @Test
    void isGivenAMinuteToStartBeforeItIsTakenForDead() {
        var run = Program.with().run();

        assertThat(run.container("livenessProbe.httpGet.path")).isEqualTo("/health/liveness");
        assertThat(run.container("livenessProbe.initialDelaySeconds")).isEqualTo(30.0);
        assertThat(run.container("livenessProbe.periodSeconds")).isEqualTo(10.0);
        assertThat(run.container("livenessProbe.failureThreshold")).isEqualTo(3.0);
    }

    @Test
    void givesAStoppingPodLongerThanItDrains() {
        var run = Program.with("drainSeconds", "10").run();

        assertThat(run.container("env.1")).isEqualTo(Map.of("name", "SCALEPROOF_DRAIN_SECONDS", "value", "10"));
        assertThat(run.input("deployment", "spec.template.spec.terminationGracePeriodSeconds"))
                .isEqualTo(30.0);
        assertThat(Program.with("drainSeconds", "60")
                        .run()
                        .input("deployment", "spec.template.spec.terminationGracePeriodSeconds"))
                .isEqualTo(80.0);
    }

    @Test
    void takesVariablesOfTheService() {
        var run = Program.with("serviceEnvironment", "SCALEPROOF_LOG=json, SCALEPROOF_ACCESS_LOG=on")
                .run();

        assertThat(run.container("env.2")).isEqualTo(Map.of("name", "SCALEPROOF_ACCESS_LOG", "value", "on"));
        assertThat(run.container("env.3")).isEqualTo(Map.of("name", "SCALEPROOF_LOG", "value", "json"));
    }

    @Test
    void promisesAndLimitsWhatIsConfigured() {
        var run = Program.with("cpuRequest", "0.25", "cpuLimit", "1", "memoryRequest", "96Mi", "memoryLimit", "1Gi")
                .run();

        assertThat(run.container("resources"))
                .isEqualTo(Map.of(
                        "requests", Map.of("cpu", "250m", "memory", "96Mi"),
                        "limits", Map.of("cpu", "1000m", "memory", "1024Mi")));
    }

    @Test
    void spreadsPodsOverNodesOrZonesOrNot() {
        String path = "spec.template.spec.topologySpreadConstraints";

        assertThat(Program.with().run().input("deployment", path + ".0.topologyKey"))
                .isEqualTo("kubernetes.io/hostname");
        assertThat(Program.with("topologySpread", "zones").run().input("deployment", path + ".0.topologyKey"))
                .isEqualTo("topology.kubernetes.io/zone");
        assertThat(Program.with("topologySpread", "off").run().input("deployment", path))
                .isNull();
    }

    @Test
    void spreadsTheNewPodsOfARolloutWithoutRegardToTheOldOnes() {
        assertThat(Program.with()
                        .run()
                        .input("deployment", "spec.template.spec.topologySpreadConstraints.0.matchLabelKeys"))
                .isEqualTo(List.of("pod-template-hash"));
    }
}
