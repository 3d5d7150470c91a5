package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.PodLife;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Optional<Duration> begin = Optional.of(Duration.ofSeconds(started));
        return new PodLife(
                "pod",
                "node",
                100,
                500,
                begin.get(),
                begin,
                begin,
                begin,
                Optional.empty(),
                Optional.empty(),
                ended ? Optional.of(Duration.ZERO) : Optional.empty(),
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Map.of());
    }
}
