package io.scaleproof.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HpaChangesTest {
    private static final String HPA = """
            metadata: {name: web}
            spec:
              minReplicas: 1
              maxReplicas: 10
              metrics:
              - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}
              behavior: {scaleDown: {stabilizationWindowSeconds: 60}}
            status: {currentReplicas: 1, desiredReplicas: 1, conditions: []}
            """;
    private static final ClusterClock AXIS = new ClusterClock(TestClock.at(15), Duration.ZERO);

    @Test
    void whatWasChangedIsSaidWithItsTimeOfTheRun() {
        assertThat(changes(HPA, HPA.replace("maxReplicas: 10", "maxReplicas: 3")))
                .containsExactly("the HPA by somebody at 5.0 s: maxReplicas 10 -> 3;"
                        + " the whole run is judged by its settings at the end");
    }

    @Test
    void everySettingIsLookedAt() {
        assertThat(changes(
                        HPA,
                        HPA.replace("minReplicas: 1", "minReplicas: 2")
                                .replace("averageUtilization: 50", "averageUtilization: 70")
                                .replace("Seconds: 60", "Seconds: 300")
                                .replace("{scaleDown", "{scaleUp: {selectPolicy: Disabled}, scaleDown")))
                .singleElement()
                .asString()
                .contains(
                        "minReplicas 1 -> 2",
                        "metrics [cpu 50 %] -> [cpu 70 %]",
                        "scaleUp (window 0 s, Max of",
                        "-> (window 0 s, Disabled of",
                        "scaleDown (window 60 s,",
                        "-> (window 300 s,");
    }

    @Test
    void aStatusIsNoChange() {
        assertThat(changes(HPA, HPA.replace("desiredReplicas: 1", "desiredReplicas: 4")))
                .isEmpty();
    }

    @Test
    void whatWasChangedBeforeTheRunIsNobodysBusiness() {
        assertThat(changes(HPA, HPA.replace("maxReplicas: 10", "maxReplicas: 3"), HPA.replace("10", "3")))
                .hasSize(0);
    }

    /** Seen ten seconds apart, the last one at 20 s of the clock, which is 5 s of the run. */
    private static List<String> changes(String... states) {
        return HpaChanges.of(
                IntStream.range(0, states.length)
                        .mapToObj(i -> new Sighting<>(
                                TestClock.at(20 - 10L * (states.length - 1 - i)),
                                Serialization.unmarshal(states[i], HorizontalPodAutoscaler.class),
                                false))
                        .toList(),
                AXIS);
    }
}
