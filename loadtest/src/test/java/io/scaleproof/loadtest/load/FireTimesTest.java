package io.scaleproof.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FireTimesTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @Test
    void aConstantRateIsEvenlySpaced() {
        FireTimes times = FireTimes.constant(4);
        assertThat(LongStream.range(0, 4).map(times::dueNanos))
                .containsExactly(0L, 250_000_000L, 500_000_000L, 750_000_000L);
    }

    @Test
    void aConstantRateDoesNotDriftOverADay() {
        long day = 24 * 3600L;
        assertThat(FireTimes.constant(3).dueNanos(3 * day)).isEqualTo(day * 1_000_000_000L);
    }

    @Test
    void aRateOfZeroSendsNothing() {
        assertThat(FireTimes.constant(0).dueNanos(0)).isEqualTo(FireTimes.NEVER);
    }

    @Test
    void aRateThatFollowsAnotherBeginsOneIntervalLater() {
        FireTimes times = FireTimes.following(4);
        assertThat(LongStream.range(0, 3).map(times::dueNanos))
                .containsExactly(250_000_000L, 500_000_000L, 750_000_000L);
        assertThat(FireTimes.following(0).dueNanos(0)).isEqualTo(FireTimes.NEVER);
    }

    @Test
    void aRampSendsTheAreaUnderIt() {
        FireTimes up = FireTimes.ramp(0, 20, TEN_SECONDS);
        assertThat(up.dueNanos(99)).isLessThan(TEN_SECONDS.toNanos());
        assertThat(up.dueNanos(100)).isEqualTo(FireTimes.NEVER);
    }

    @Test
    void aRampHasSentAQuarterAtHalfTime() {
        assertThat(FireTimes.ramp(0, 20, TEN_SECONDS).dueNanos(25) / 1e9).isCloseTo(5, within(1e-6));
    }

    @Test
    void aRampDownMirrorsTheRampUp() {
        assertThat(FireTimes.ramp(20, 0, TEN_SECONDS).dueNanos(75) / 1e9).isCloseTo(5, within(1e-6));
    }

    @Test
    void aRampBetweenEqualRatesIsConstant() {
        assertThat(FireTimes.ramp(5, 5, TEN_SECONDS).dueNanos(20))
                .isEqualTo(FireTimes.constant(5).dueNanos(20));
    }

    @Test
    void everySequenceIsStrictlyIncreasing() {
        for (FireTimes times : new FireTimes[] {
            FireTimes.constant(2_000),
            FireTimes.following(2_000),
            FireTimes.ramp(0, 500, TEN_SECONDS),
            FireTimes.ramp(500, 0, TEN_SECONDS)
        }) {
            long previous = -1;
            for (int n = 0; n < 2_500; n++) {
                long due = times.dueNanos(n);
                assertThat(due).isGreaterThan(previous);
                previous = due;
            }
        }
    }

    @Test
    void refusesARateBelowZero() {
        assertThatThrownBy(() -> FireTimes.constant(-1))
                .hasMessage("A rate is a number of requests per second from 0 up, not -1.0");
    }

    @Test
    void refusesARampWithoutALength() {
        assertThatThrownBy(() -> FireTimes.ramp(1, 2, Duration.ZERO))
                .hasMessage("A ramp needs a length above 0, and was given PT0S");
    }
}
