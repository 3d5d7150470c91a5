package io.scaleproof.service.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private long now;
    private final Pace pace = new Pace(() -> now, 0.5);

    @Test
    void isAsFastAsCanBeWhileThereIsRoom() {
        assertThat(pause(10, 10)).isZero();
    }

    @Test
    void leavesThreeFifthsOfTheCpuForHalfASecondAfterASignOfCrowding() {
        pace.crowded();
        // 10 ms of CPU are 40 % of half a CPU for 50 ms.
        assertThat(pause(10, 10)).isEqualTo(40);
        assertThat(pause(10, 50)).isZero();
        now += Duration.ofMillis(499).toNanos();
        assertThat(pause(10, 10)).isEqualTo(40);
        now += Duration.ofMillis(1).toNanos();
        assertThat(pause(10, 10)).isZero();
    }

    @Test
    void savesPausesUntilTheyAreWorthTheirCost() {
        pace.crowded();
        assertThat(pause(2, 9)).isZero();
        assertThat(pause(2, 8)).isEqualTo(2);
    }

    private long pause(long cpuMillis, long wallMillis) {
        return pace.pause(cpuMillis * 1_000_000, wallMillis * 1_000_000) / 1_000_000;
    }
}
