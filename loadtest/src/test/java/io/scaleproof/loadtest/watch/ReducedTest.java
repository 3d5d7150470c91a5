package io.scaleproof.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaleproof.loadtest.target.GivenTarget;
import io.scaleproof.loadtest.target.PodTemplate;
import io.scaleproof.loadtest.target.ReadyPods;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is kept of an object tells the record all that the whole one does, and is a small part of it. */
class ReducedTest {
    private static final Instant ZERO = Instant.parse("2026-11-24T10:00:00Z");
    private static final ClusterClock CLOCK = new ClusterClock(ZERO, Duration.ZERO);

    private final Reduced reduced = new Reduced();

    @Test
    void aPodsLifeIsTheSame() {
        for (String status :
                List.of(FakeObjects.PENDING, FakeObjects.UNSCHEDULABLE, FakeObjects.CRASHED, FakeObjects.READY)) {
            Pod whole = FakeObjects.pod("web-1", 5, status);

            assertThat(lives(reduced.pod(FakeObjects.pod("web-1", 5, status)))).isEqualTo(lives(whole));
            assertThat(ReadyPods.stays(reduced.pod(whole))).isEqualTo(ReadyPods.stays(whole));
        }
        assertThat(lives(FakeObjects.pod("web-1", 5, FakeObjects.READY)).toString())
                .contains("cpuRequestMillicores=100.0", "node=fake-1", "log=10.0");
    }

    private static List<?> lives(Pod pod) {
        return new PodLives(CLOCK).read(List.of(new Sighting<>(ZERO.plusSeconds(9), pod, false)), Map.of(), Map.of());
    }

    @Test
    void ofAPodLittleIsKeptAndWhatPodsHaveInCommonOnce() {
        Pod one = reduced.pod(FakeObjects.pod("web-1", 5, FakeObjects.READY));
        Pod other = reduced.pod(FakeObjects.pod("web-2", 7, FakeObjects.READY));

        assertThat(Serialization.asJson(one).length())
                .isLessThan(Serialization.asJson(FakeObjects.pod("web-1", 5, FakeObjects.READY))
                                .length()
                        / 3);
        assertThat(one.getMetadata().getManagedFields()).isEmpty();
        assertThat(other.getSpec()).isSameAs(one.getSpec());
    }

    @Test
    void replicasAndTemplateOfAWorkloadAreTheSame() {
        var workload = GivenTarget.web().workload();
        GenericKubernetesResource whole = FakeObjects.deployment(7, 5);
        GenericKubernetesResource kept = reduced.workload(FakeObjects.deployment(7, 5));

        assertThat(Replicas.of(workload, kept, List.of()))
                .isEqualTo(Replicas.of(workload, whole, List.of()))
                .isEqualTo(new Replicas(7, 5, 5, 5));
        assertThat(PodTemplate.of(kept).orElseThrow().getSpec())
                .isEqualTo(PodTemplate.of(whole).orElseThrow().getSpec());
        assertThat(kept.getMetadata().getGeneration()).isEqualTo(3);
        assertThat(kept.getMetadata().getManagedFields()).isEmpty();
        assertThat(kept.<Object>get("spec", "template"))
                .isSameAs(reduced.workload(FakeObjects.deployment(8, 7)).<Object>get("spec", "template"));
    }

    @Test
    void theHpasWordsAreTheSame() {
        HorizontalPodAutoscaler whole = FakeObjects.hpa(6, 7, 60);
        HorizontalPodAutoscaler kept = reduced.hpa(FakeObjects.hpa(6, 7, 60));

        assertThat(HpaReader.settings(kept)).isEqualTo(HpaReader.settings(whole));
        assertThat(HpaReader.sample(kept, Duration.ZERO, CLOCK::cluster))
                .isEqualTo(HpaReader.sample(whole, Duration.ZERO, CLOCK::cluster));
        assertThat(kept.getMetadata().getManagedFields()).isEmpty();
    }

    @Test
    void anEventSaysTheSame() {
        Event whole = FakeObjects.event();
        Readings readings = new Readings(CLOCK);

        assertThat(readings.events(seen(reduced.event(FakeObjects.event())), GivenTarget.web(), Duration.ZERO))
                .isEqualTo(readings.events(seen(whole), GivenTarget.web(), Duration.ZERO))
                .hasSize(1);
    }

    private static <T> List<Sighting<T>> seen(T object) {
        return List.of(new Sighting<>(ZERO.plusSeconds(9), object, false));
    }

    @Test
    void aChangeOfWhatIsNotKeptIsNotKeptEither() {
        Journal<Pod> journal = new Journal<>(() -> ZERO);
        Mirror<Pod, Pod> mirror = new Mirror<>(reduced::pod, journal);
        Pod annotated = FakeObjects.pod("web-1", 6, FakeObjects.READY);
        annotated.getMetadata().setAnnotations(Map.of("other", "1"));

        mirror.put(FakeObjects.pod("web-1", 5, FakeObjects.READY));
        mirror.put(annotated);
        assertThat(journal.all()).hasSize(1);

        mirror.put(FakeObjects.pod("web-1", 7, FakeObjects.CRASHED));
        mirror.remove(FakeObjects.pod("web-1", 8, FakeObjects.CRASHED));
        assertThat(journal.all()).hasSize(3).last().matches(Sighting::gone);
    }
}
