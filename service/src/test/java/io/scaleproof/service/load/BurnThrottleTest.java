package io.scaleproof.service.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Half a CPU, burned in chunks of 100,000 ns, by a clock that only the burner and its pauses move. */
class BurnThrottleTest {
    private static final double PROCESSORS = 0.5;
    private static final long CHUNK = 100_000;
    private static final Offset<Double> ABOUT = within(0.01);

    private long now;
    private double servingCpu;
    /** Of one CPU. */
    private double serving;

    private final BurnThrottle throttle = new BurnThrottle(() -> now, () -> (long) servingCpu, PROCESSORS);

    @Test
    void isAsFastAsCanBeWhileThereIsRoom() {
        serving = 0.4;
        assertThat(burnedFor(Duration.ofSeconds(1), false)).isEqualTo(1);
    }

    @Test
    void leavesServingAQuarterMoreThanItUsesInAnOverload() {
        serving = 0.2;
        burnedFor(Duration.ofSeconds(1), false);
        assertThat(burnedFor(Duration.ofSeconds(1), true)).isCloseTo(0.25, ABOUT);
    }

    @Test
    void followsWhatServingUses() {
        serving = 0.3;
        burnedFor(Duration.ofSeconds(1), true);
        assertThat(burnedFor(Duration.ofSeconds(1), true)).isCloseTo(0.125, ABOUT);
        serving = 0.1;
        burnedFor(Duration.ofSeconds(1), true);
        assertThat(burnedFor(Duration.ofSeconds(1), true)).isCloseTo(0.375, ABOUT);
    }

    @Test
    void neverStandsStillAndNeverTakesAll() {
        serving = 2;
        burnedFor(Duration.ofSeconds(1), true);
        assertThat(burnedFor(Duration.ofSeconds(1), true)).isCloseTo(0.2 * PROCESSORS, ABOUT);
        serving = 0;
        burnedFor(Duration.ofSeconds(1), true);
        assertThat(burnedFor(Duration.ofSeconds(1), true)).isCloseTo(0.95 * PROCESSORS, ABOUT);
    }

    @Test
    void lastsHalfASecondAfterTheLastSignOfCrowding() {
        burnedFor(Duration.ofSeconds(1), true);
        assertThat(burnedFor(Duration.ofMillis(450), false)).isLessThan(0.5);
        burnedFor(Duration.ofMillis(60), false);
        assertThat(burnedFor(Duration.ofMillis(450), false)).isEqualTo(1);
    }

    @Test
    void doesNotMakeUpForATimeInWhichTheContainerStoodStill() {
        burnedFor(Duration.ofSeconds(1), true);
        pass(Duration.ofMillis(80).toNanos());
        assertThat(burnedFor(Duration.ofMillis(20), true)).isCloseTo(0.95 * PROCESSORS, within(0.1));
    }

    @Test
    void pausesForMillisecondsHoweverLongABurnLasts() {
        burnedFor(Duration.ofSeconds(10), false);
        throttle.crowded();
        for (int i = 0; i < 1_000; i++) {
            pass(CHUNK);
            long pause = throttle.pause(CHUNK);
            assertThat(pause).isLessThan(Duration.ofMillis(4).toNanos());
            pass(pause);
        }
    }

    @Test
    void leavesALoadOfNineTenthsRoomToWorkOffABurst() {
        serving = 0.04;
        double everything = PROCESSORS - serving;
        burnedFor(Duration.ofSeconds(1), true);
        assertThat(burnedFor(Duration.ofSeconds(1), true)).isGreaterThan(0.95 * everything);
    }

    /** Processors that were burned within {@code duration}, crowded all the time or never. */
    private double burnedFor(Duration duration, boolean crowded) {
        long start = now;
        long burned = 0;
        while (now - start < duration.toNanos()) {
            if (crowded) {
                throttle.crowded();
            }
            pass(CHUNK);
            burned += CHUNK;
            pass(throttle.pause(CHUNK));
        }
        return (double) burned / (now - start);
    }

    private void pass(long nanos) {
        now += nanos;
        servingCpu += nanos * serving;
    }
}
