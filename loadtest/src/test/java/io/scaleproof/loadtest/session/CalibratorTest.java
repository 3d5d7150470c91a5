package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.PodLife;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibratorTest {
    @Test
    void aPodThatHasJustStartedIsGivenTimeToSettle() {
        assertThat(Calibrator.untilSettled(List.of(pod(-300, false), pod(-12, false))))
                .isEqualTo(Duration.ofSeconds(18));
    }

    @Test
    void oneThatStartedLongAgoIsNotWaitedFor() {
        assertThat(Calibrator.untilSettled(List.of(pod(-30, false)))).isZero();
        assertThat(Calibrator.untilSettled(List.of())).isZero();
    }

    @Test
    void norOneThatHasEnded() {
        assertThat(Calibrator.untilSettled(List.of(pod(-300, false), pod(-12, true))))
                .isZero();
    }

    private static PodLife pod(long started, boolean ended) {
        GivenPod pod = GivenPod.pod("pod", started).ready(started);
        return ended ? pod.terminated(Duration.ZERO).life() : pod.life();
    }
}
