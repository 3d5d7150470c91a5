package io.scaleproof.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HpaReaderTest {
    private static final String BARE = """
            metadata: {name: web}
            spec:
              maxReplicas: 10
              metrics:
              - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}
            """;

    @Test
    void anHpaWithoutBehaviorHasNoPolicies() {
        assertThat(HpaReader.settings(hpa(BARE)))
                .isEqualTo(new HpaSettings(
                        "web",
                        1,
                        10,
                        List.of(new Metric("Resource", "cpu", "Utilization", 50)),
                        new Rules(Duration.ZERO, "Max", List.of(), 0.1),
                        new Rules(Duration.ofMinutes(5), "Max", List.of(), 0.1)));
    }

    @Test
    void aDirectionThatABehaviorLeavesOutHasTheDefaultPolicies() {
        String behavior = """
                  behavior:
                    scaleDown: {stabilizationWindowSeconds: 60}
                """;
        assertThat(HpaReader.settings(hpa(BARE + behavior)).scaleUp())
                .isEqualTo(new Rules(
                        Duration.ZERO,
                        "Max",
                        List.of(
                                new Policy("Pods", 4, Duration.ofSeconds(15)),
                                new Policy("Percent", 100, Duration.ofSeconds(15))),
                        0.1));
    }

    @Test
    void whatItSaysStandsAboveTheDefaults() {
        String behavior = """
                  behavior:
                    scaleDown:
                      stabilizationWindowSeconds: 60
                      selectPolicy: Min
                      tolerance: "0.05"
                      policies: [{type: Pods, value: 1, periodSeconds: 30}]
                """;
        Rules down = HpaReader.settings(hpa(BARE + behavior)).scaleDown();
        assertThat(down)
                .isEqualTo(new Rules(
                        Duration.ofSeconds(60), "Min", List.of(new Policy("Pods", 1, Duration.ofSeconds(30))), 0.05));
    }

    @Test
    void everyKindOfMetricIsRead() {
        assertThat(HpaReader.settings(hpa("""
                metadata: {name: web}
                spec:
                  maxReplicas: 10
                  metrics:
                  - {type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 64Mi}}}
                  - {type: ContainerResource, containerResource: {name: cpu, container: web, target: {type: Utilization, averageUtilization: 70}}}
                  - {type: Pods, pods: {metric: {name: rps}, target: {type: AverageValue, averageValue: "100"}}}
                  - {type: Object, object: {metric: {name: hits}, describedObject: {kind: Ingress, name: web}, target: {type: Value, value: 2k}}}
                  - {type: External, external: {metric: {name: queue}, target: {type: AverageValue, averageValue: "30"}}}
                """)).metrics())
                .containsExactly(
                        new Metric("Resource", "memory", "AverageValue", 64 * 1024 * 1024),
                        new Metric("ContainerResource", "cpu", Optional.of("web"), "Utilization", 70),
                        new Metric("Pods", "rps", "AverageValue", 100),
                        new Metric("Object", "hits", "Value", 2_000),
                        new Metric("External", "queue", "AverageValue", 30));
    }

    @Test
    void theValueThatIsThereCountsWhateverTypeStandsBesideIt() {
        assertThat(HpaReader.settings(hpa("""
                metadata: {name: web}
                spec:
                  maxReplicas: 10
                  metrics:
                  - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageValue: 70m}}}
                  - {type: External, external: {metric: {name: queue}, target: {type: AverageValue, value: "30"}}}
                  - {type: Object, object: {metric: {name: hits}, describedObject: {kind: Ingress, name: web}, target: {type: Value, value: "3", averageValue: "2"}}}
                """)).metrics())
                .containsExactly(
                        new Metric("Resource", "cpu", "AverageValue", 0.07),
                        new Metric("External", "queue", "Value", 30),
                        new Metric("Object", "hits", "Value", 3));
    }

    @Test
    void aBlindHpaHasNoReadings() {
        HpaSample sample = sample("""
                status:
                  currentReplicas: 1
                  desiredReplicas: 0
                  currentMetrics: [{type: ""}]
                  conditions:
                  - {type: ScalingActive, status: "False", reason: FailedGetResourceMetric, message: no metrics}
                """);
        assertThat(sample.metrics()).isEmpty();
        assertThat(sample.utilizationPercent()).isEmpty();
        assertThat(sample.conditions())
                .containsExactly(
                        new HpaSample.Condition("ScalingActive", false, "FailedGetResourceMetric", "no metrics"));
    }

    @Test
    void anHpaThatHasNeverMeasuredAnythingSaysSo() {
        String status = """
                status:
                  currentReplicas: 2
                  desiredReplicas: 0
                  currentMetrics: null
                  conditions: [{type: ScalingActive, status: "False", reason: AmbiguousSelector, message: two}]
                """;

        HpaSample sample = HpaReader.sample(hpa(BARE + status), Duration.ZERO, moment -> Duration.ZERO);

        assertThat(sample.metrics()).isEmpty();
        assertThat(sample.blindness().orElseThrow().reason()).isEqualTo("AmbiguousSelector");
    }

    /** Its status says 0, which would be read as a decision for none, and shown as one. */
    @Test
    void anHpaThatHasNeverComputedLeavesAloneWhatIsThere() {
        HpaSample blind = sample("""
                status:
                  currentReplicas: 3
                  desiredReplicas: 0
                  conditions: [{type: ScalingActive, status: "False", reason: FailedGetResourceMetric, message: none}]
                """);
        HpaSample decided = sample("""
                status:
                  currentReplicas: 3
                  desiredReplicas: 0
                  conditions: [{type: ScalingActive, status: "True", reason: ValidMetricFound, message: 0 messages}]
                """);

        assertThat(blind.desiredReplicas()).isEqualTo(3);
        assertThat(decided.desiredReplicas()).isZero();
    }

    @Test
    void aSeeingHpaHasThem() {
        HpaSample sample = sample("""
                status:
                  currentReplicas: 1
                  desiredReplicas: 6
                  currentMetrics:
                  - {type: Resource, resource: {name: cpu, current: {averageUtilization: 280, averageValue: 280m}}}
                """);
        assertThat(sample.metrics()).containsExactly(new HpaSample.Current("cpu", Optional.of(280), 0.28));
    }

    @Test
    void aContainersReadingNamesTheContainer() {
        HpaSample sample = sample("""
                status:
                  currentMetrics:
                  - {type: ContainerResource, containerResource: {name: cpu, container: web, current: {averageUtilization: 28, averageValue: 28m}}}
                  - {type: External, external: {metric: {name: queue}, current: {value: "7"}}}
                """);
        assertThat(sample.metrics())
                .containsExactly(
                        new HpaSample.Current("cpu", Optional.of("web"), Optional.of(28), 0.028),
                        new HpaSample.Current("queue", Optional.empty(), 7));
    }

    @Test
    void anHpaWithoutAStatusHasNotLookedYet() {
        assertThat(sample("").conditions()).isEmpty();
    }

    private static HpaSample sample(String status) {
        return HpaReader.sample(hpa(BARE + status), Duration.ZERO, at -> Duration.ZERO);
    }

    private static HorizontalPodAutoscaler hpa(String yaml) {
        return Serialization.unmarshal(yaml, HorizontalPodAutoscaler.class);
    }
}
