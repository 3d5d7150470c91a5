package io.scaleproof.loadtest.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.need.FullPod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizingTest {
    /** Request 100m at a target of 50 %, a pod that idles at 2m, requests of 25 ms that cost 26. */
    private static final Sizing SIZING = new Sizing(new FullPod(50, 2, 0.1, 0), 25, 26);

    @Test
    void podsWorthOfLoadIsTheirUsageBeyondIdleOverTheCostOfARequest() {
        assertThat(SIZING.rate(new Level.Pods(5), 25)).isCloseTo(5 * 48 / 26.0, within(1e-9));
    }

    @Test
    void aDeclaredRateIsTakenAsItIsAndNeedsWhatItIsSaidToNeed() {
        assertThat(SIZING.rate(new Level.Declared(7, 4), 25)).isEqualTo(7);
        assertThat(SIZING.enough(new Level.Declared(7, 4), 25)).isEqualTo(4);
        assertThat(Sizing.ofDeclaredLevels(0.1).worth(new Level.Declared(7, 0), 25))
                .isZero();
    }

    @Test
    void aBoundedRateIsTheSmallerOfTheTwo() {
        assertThat(SIZING.rate(new Level.AtMost(1, 0.3), 1)).isEqualTo(1);
        assertThat(SIZING.rate(new Level.AtMost(100, 0.3), 1)).isCloseTo(0.3 * 48 / 2, within(1e-9));
        assertThat(SIZING.worth(new Level.AtMost(100, 0.3), 1)).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void lightRequestsStillCostTheirOverhead() {
        assertThat(SIZING.costMillis(1)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aLoadThatNeedsSoManyPodsIsTooMuchForOneFewerEvenWithinTheTolerance(int pods) {
        double worth = SIZING.worth(new Level.Needing(pods), 25);
        assertThat(worth / (pods - 1)).isGreaterThan(1.1);
        assertThat(worth).isLessThanOrEqualTo(pods);
        assertThat(SIZING.enough(new Level.Needing(pods), 25)).isEqualTo(pods);
    }

    @Test
    void sixPodsAreNeededByFiveAndThreeQuartersWorth() {
        assertThat(SIZING.worth(new Level.Needing(6), 25)).isCloseTo((5 * (1 + 0.1 * 50 / 48) + 6) / 2, within(1e-9));
    }

    @Test
    void withManyPodsTheToleranceCoversMoreThanOnePod() {
        assertThat(SIZING.worth(new Level.Needing(50), 25)).isEqualTo(49.5);
        assertThat(SIZING.enough(new Level.Needing(50), 25)).isEqualTo(45);
    }

    @Test
    void aRequestMayCostLessThanItAsksForAndAllOthersThenDoInProportion() {
        Sizing sizing = new Sizing(new FullPod(50, 4, 0.1, 0), 25, 20);
        assertThat(sizing.costMillis(25)).isEqualTo(20);
        assertThat(sizing.costMillis(5)).isEqualTo(4);
    }

    @Test
    void whatWasMeasuredStandsAboveWhatWasBelieved() {
        Sizing sizing = SIZING.knowing(25, 30);
        assertThat(sizing.costMillis(25)).isEqualTo(30);
        assertThat(sizing.costMillis(1)).isEqualTo(2);
    }
}
