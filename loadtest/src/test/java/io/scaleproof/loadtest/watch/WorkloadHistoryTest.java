package io.scaleproof.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.target.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadHistoryTest {
    private static final Instant ZERO = Instant.parse("2026-11-24T10:00:00Z");
    private static final Readings READINGS = new Readings(new ClusterClock(ZERO, Duration.ZERO));
    private static final Workload SET = new Workload("StatefulSet", "web", "apps", "v1", "statefulsets", true);

    @Test
    void podsOfAStatefulSetAreCountedOneByOneAsTheyComeAndGo() {
        List<DeploymentSample> samples = READINGS.workload(
                SET,
                List.of(seen(1, set(1, 1, 0)), seen(3, set(2, 1, 1)), seen(7, set(1, 2, 2))),
                List.of(
                        seen(2, pod("0", "a", true, false)),
                        seen(4, pod("1", "a", false, false)),
                        seen(5, pod("1", "a", true, false)),
                        seen(8, pod("1", "a", true, true)),
                        gone(9, pod("1", "a", true, true))));

        assertThat(samples)
                .containsExactly(
                        new DeploymentSample(seconds(1), 1, 0, 0, 0, 7),
                        new DeploymentSample(seconds(2), 1, 1, 1, 1, 7),
                        new DeploymentSample(seconds(3), 2, 1, 1, 1, 7),
                        new DeploymentSample(seconds(4), 2, 2, 1, 2, 7),
                        new DeploymentSample(seconds(5), 2, 2, 2, 2, 7),
                        new DeploymentSample(seconds(7), 1, 2, 2, 2, 7),
                        // One that is being deleted is not there any more, though the set's own status says 2.
                        new DeploymentSample(seconds(8), 1, 1, 1, 1, 7));
    }

    @Test
    void podsOfAnEarlierRevisionAreNotUpdated() {
        List<DeploymentSample> samples = READINGS.workload(
                SET,
                List.of(seen(3, set(2, 2, 2))),
                List.of(seen(1, pod("0", "old", true, false)), seen(2, pod("1", "young", true, false))));

        assertThat(samples).containsExactly(new DeploymentSample(seconds(3), 2, 2, 2, 1, 7));
    }

    @Test
    void anEvictedPodIsInNobodysNumber() {
        Pod evicted = pod("1", "a", false, false);
        evicted.getStatus().setPhase("Failed");

        assertThat(READINGS.workload(
                        SET,
                        List.of(seen(3, set(1, 2, 1))),
                        List.of(seen(1, pod("0", "a", true, false)), seen(2, evicted))))
                .containsExactly(new DeploymentSample(seconds(3), 1, 1, 1, 1, 7));
    }

    @Test
    void aCustomResourceWithoutAnyStatusIsCountedToo() {
        Workload custom = new Workload("Rollout", "web", "argoproj.io", "v1alpha1", "rollouts", true);

        assertThat(READINGS.workload(
                        custom,
                        List.of(seen(
                                1,
                                Serialization.unmarshal(
                                        "metadata: {name: web, generation: 3}\nspec: {replicas: 4}\n",
                                        GenericKubernetesResource.class))),
                        List.of(seen(2, pod("0", "a", true, false)))))
                .containsExactly(
                        new DeploymentSample(seconds(1), 4, 0, 0, 0, 3),
                        new DeploymentSample(seconds(2), 4, 1, 1, 1, 3));
    }

    /** As today: what its own status says is enough, and its pods change nothing. */
    @Test
    void aDeploymentIsBelieved() {
        assertThat(READINGS.workload(
                        Workload.deployment("web"),
                        List.of(seen(1, set(2, 1, 1))),
                        List.of(seen(2, pod("0", "a", true, false)), seen(3, pod("1", "a", true, false)))))
                .containsExactly(new DeploymentSample(seconds(1), 2, 1, 1, 1, 7));
    }

    private static GenericKubernetesResource set(int wanted, int existing, int ready) {
        return Serialization.unmarshal(
                """
                metadata: {name: web, generation: 7}
                spec: {replicas: %d}
                status: {replicas: %d, readyReplicas: %d, updatedReplicas: %d}
                """.formatted(wanted, existing, ready, existing), GenericKubernetesResource.class);
    }

    private static Pod pod(String uid, String revision, boolean ready, boolean deleting) {
        return Serialization.unmarshal(
                """
                metadata:
                  name: web-%1$s
                  uid: "%1$s"
                  creationTimestamp: "2026-11-24T10:00:0%1$sZ"
                  labels: {controller-revision-hash: %2$s}
                  %4$s
                status:
                  phase: Running
                  conditions: [{type: Ready, status: "%3$s"}]
                """.formatted(
                                uid,
                                revision,
                                ready ? "True" : "False",
                                deleting ? "deletionTimestamp: \"2026-11-24T10:00:40Z\"" : ""),
                Pod.class);
    }

    private static <T> Sighting<T> seen(long second, T object) {
        return new Sighting<>(ZERO.plusSeconds(second), object, false);
    }

    private static <T> Sighting<T> gone(long second, T object) {
        return new Sighting<>(ZERO.plusSeconds(second), object, true);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
