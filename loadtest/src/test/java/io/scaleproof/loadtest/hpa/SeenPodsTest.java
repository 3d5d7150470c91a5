package io.scaleproof.loadtest.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.hpa.PodView.Phase;
import io.scaleproof.loadtest.hpa.PodView.Readiness;
import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeenPodsTest {
    private static final PodLife LIFE = life(100);
    private static final SeenPods PODS = new SeenPods(List.of(LIFE), Optional.empty());

    @Test
    void aPodIsThereFromItsCreationUntilItEnds() {
        assertThat(PODS.at(millis(9_999))).isEmpty();
        assertThat(PODS.at(millis(10_000))).hasSize(1);
        assertThat(PODS.at(millis(69_999))).hasSize(1);
        assertThat(PODS.at(millis(70_000))).isEmpty();
    }

    @Test
    void itsStepsAreTakenAtTheirTimesAndStampedInWholeSeconds() {
        assertThat(at(11_599).phase()).isEqualTo(Phase.PENDING);
        assertThat(at(11_600).phase()).isEqualTo(Phase.RUNNING);
        assertThat(at(12_699).readiness()).contains(new Readiness(false, millis(10_000)));
        assertThat(at(12_700).readiness()).contains(new Readiness(true, millis(12_000)));
        assertThat(at(12_700).started()).contains(millis(10_000));
        assertThat(at(59_999).deleting()).isFalse();
        assertThat(at(60_000).deleting()).isTrue();
    }

    @Test
    void theTimestampsOfMetricsTellWhereTheClustersSecondsLie() {
        var usage = new PodUsage(millis(20_000), millis(18_300), millis(15_000), "p", 1, 0);
        PodView pod = new SeenPods(List.of(LIFE), Optional.of(usage))
                .at(millis(20_000))
                .getFirst();

        // The cluster's seconds begin at 0.3 s of the run's.
        assertThat(pod.started()).contains(millis(10_300));
        assertThat(pod.readiness()).contains(new Readiness(true, millis(12_300)));
    }

    @Test
    void aStepAtTheVeryBeginningOfASecondIsStampedWithItThoughReportsRoundDown() {
        PodView pod = new SeenPods(List.of(life(100, 12_999)), Optional.empty())
                .at(millis(20_000))
                .getFirst();

        assertThat(pod.readiness()).contains(new Readiness(true, millis(13_000)));
    }

    @Test
    void aPodWithoutARequestHasNoneAndIsNotSaidToRequestNothing() {
        PodView pod = new SeenPods(List.of(life(0)), Optional.empty())
                .at(millis(20_000))
                .getFirst();

        assertThat(pod.requests()).doesNotContainKey("cpu").containsKey("memory");
        assertThat(at(20_000).requests()).containsEntry("cpu", 100L);
    }

    @Test
    void containersHaveTheirOwn() {
        PodLife life = GivenPod.pod("p", 0)
                .containers(Map.of("web", 100.0, "log", 0.0))
                .life();

        PodView pod =
                new SeenPods(List.of(life), Optional.empty()).at(millis(0)).getFirst();

        assertThat(pod.containers().get("web")).containsEntry("cpu", 100L);
        assertThat(pod.containers().get("log")).doesNotContainKey("cpu");
    }

    private static PodView at(long now) {
        return PODS.at(millis(now)).getFirst();
    }

    private static PodLife life(double request) {
        return life(request, 12_700);
    }

    private static PodLife life(double request, long ready) {
        return GivenPod.pod("p", 10)
                .cpu(request, 0)
                .scheduled(millis(10_400))
                .started(millis(11_600))
                .ready(millis(ready))
                .deleted(60)
                .terminated(70)
                .life();
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
