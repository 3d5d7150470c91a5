package io.scaleproof.service.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private long now;
    private final Pace pace = new Pace(() -> now, 0.5);

    @Test
    void isAsFastAsCanBeWhileNothingIsRefused() {
        assertThat(pause(10, 10)).isZero();
    }

    @Test
    void leavesTwoFifthsOfTheCpuForASecondAfterARefusal() {
        pace.refused();
        // 15 ms of CPU are 60 % of half a CPU for 50 ms.
        assertThat(pause(15, 15)).isEqualTo(35);
        assertThat(pause(15, 50)).isZero();
        now += Duration.ofMillis(999).toNanos();
        assertThat(pause(15, 15)).isEqualTo(35);
        now += Duration.ofMillis(1).toNanos();
        assertThat(pause(15, 15)).isZero();
    }

    @Test
    void savesPausesUntilTheyAreWorthTheirCost() {
        pace.refused();
        assertThat(pause(3, 9)).isZero();
        assertThat(pause(3, 8)).isEqualTo(2);
    }

    private long pause(long cpuMillis, long wallMillis) {
        return pace.pause(cpuMillis * 1_000_000, wallMillis * 1_000_000) / 1_000_000;
    }
}
