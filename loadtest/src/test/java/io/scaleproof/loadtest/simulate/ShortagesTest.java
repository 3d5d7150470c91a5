package io.scaleproof.loadtest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.elasticity.StepCurve;
import org.junit.jupiter.api.Test;

class ShortagesTest {
    private static final long END = 600_000;

    @Test
    void countsFromTheNeedUntilSoManyAreReady() {
        assertThat(longest(curve(0, 1, 100, 4), curve(0, 1, 130, 3, 160, 4)))
                .as("the fourth pod came last")
                .isEqualTo(60_000);
    }

    @Test
    void eachNumberOfPodsHasATimeOfItsOwn() {
        assertThat(longest(curve(0, 1, 100, 2, 150, 3, 200, 4), curve(0, 1, 130, 2, 180, 3, 230, 4)))
                .as("short for 130 s, but never for more than 30 s of the same pod")
                .isEqualTo(30_000);
    }

    @Test
    void aNeedThatWentUnmetCountsWhileItLasted() {
        assertThat(longest(curve(0, 1, 100, 2, 140, 1), curve(0, 1))).isEqualTo(40_000);
        assertThat(longest(curve(0, 1, 500, 2), curve(0, 1))).as("to the end").isEqualTo(100_000);
    }

    @Test
    void aNeedThatIsGoneForAMomentIsOne() {
        assertThat(longest(curve(0, 1, 100, 2, 140, 1, 143, 2, 180, 1), curve(0, 1)))
                .isEqualTo(80_000);
        assertThat(longest(curve(0, 1, 100, 2, 140, 1, 150, 2, 180, 1), curve(0, 1)))
                .as("ten seconds are two needs")
                .isEqualTo(40_000);
    }

    @Test
    void podsThatGoAgainDoNotMakeItLater() {
        assertThat(longest(curve(0, 1, 100, 2), curve(0, 1, 120, 2, 300, 1, 310, 2)))
                .as("it was asked for once, and was there after 20 s")
                .isEqualTo(20_000);
        assertThat(longest(curve(0, 1), curve(0, 1))).isZero();
    }

    private static long longest(StepCurve need, StepCurve ready) {
        return Shortages.longest(need, ready, END);
    }

    private static StepCurve curve(long... secondsAndValues) {
        StepCurve curve = new StepCurve();
        for (int i = 0; i < secondsAndValues.length; i += 2) {
            curve.add(secondsAndValues[i] * 1_000, (int) secondsAndValues[i + 1]);
        }
        return curve;
    }
}
