package io.scaleproof.service.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServingCostTest {
    private static final Duration ASKED = Duration.ofMillis(25);
    private static final double TICK_MILLIS = 10;

    private double nowMillis;
    private double otherCpuMillis;
    private long answered;
    private final ServingCost cost = new ServingCost(
            () -> nanos(nowMillis),
            () -> nanos(Math.floor(otherCpuMillis / TICK_MILLIS) * TICK_MILLIS),
            () -> answered);

    @Test
    void makesAThousandRequestsCostWhatTheyAskedForThoughTheKernelCountsInSteps() {
        double burned = 0;
        for (int i = 0; i < 1_000; i++) {
            burned += serve(ASKED, 2.3, 0);
        }
        assertThat(burned + otherCpuMillis).isCloseTo(25_000, within(60.0));
    }

    @Test
    void changesOneRequestByLittleMoreThanServingItCosts() {
        for (int i = 0; i < 200; i++) {
            serve(ASKED, 2.3, 0);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(serve(ASKED, 2.3, 0)).isBetween(22.0, 23.5);
        }
    }

    @Test
    void leavesOutNothingForWhatOtherRequestsCost() {
        for (int i = 0; i < 1_000; i++) {
            // Nine probes between two requests, all of the same cost.
            serve(ASKED, 2, 9);
        }
        assertThat(serve(ASKED, 2, 9)).isCloseTo(23, within(0.7));
    }

    @Test
    void leavesOutNothingForAPause() {
        serve(ASKED, 0, 0);
        nowMillis += 60_000;
        otherCpuMillis += 500;
        assertThat(serve(ASKED, 0, 0)).isEqualTo(25);
    }

    @Test
    void leavesHalfOfASmallRequestAndNoDebtToTheNextOne() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(serve(Duration.ofMillis(1), 3, 0)).isGreaterThanOrEqualTo(0.5);
        }
        assertThat(serve(ASKED, 0, 0)).isGreaterThan(23.5);
    }

    /** Burns what is left of {@code asked}, and then uses {@code millis} to serve this and each of {@code others}. */
    private double serve(Duration asked, double millis, int others) {
        double burned = asked.minus(cost.within(asked)).toNanos() / 1e6;
        otherCpuMillis += millis * (1 + others);
        answered += 1 + others;
        nowMillis += 50;
        return burned;
    }

    private static long nanos(double millis) {
        return (long) (millis * 1e6);
    }
}
