package io.scaleproof.loadtest.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.record.StageRun.Phase;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Ten pods' worth at 48m a pod of requests taken to cost 24 ms is 20 a second. */
class RateTrimmerTest {
    private static final Level TEN = new Level.Pods(10);
    private static final Sizing TAKEN = new Sizing(new FullPod(50, 2, 0.1, 0), 25, 24);

    @Test
    void requestsThatCostMoreBecomeFewer() {
        assertThat(trimmed(20, 26.4).orElseThrow()).isCloseTo(20 / 1.1, within(1e-9));
    }

    @Test
    void requestsThatCostLessBecomeMore() {
        assertThat(trimmed(20, 21.6).orElseThrow()).isCloseTo(20 / 0.9, within(1e-9));
    }

    @Test
    void aStepIsNoMoreThanFifteenPercent() {
        assertThat(trimmed(20, 48).orElseThrow()).isCloseTo(17, within(1e-9));
        assertThat(trimmed(20, 12).orElseThrow()).isCloseTo(23, within(1e-9));
    }

    @Test
    void lessThanTwoPercentIsTheNoiseOfTheMeasurement() {
        assertThat(trimmed(20, 24.4)).isEmpty();
        assertThat(trimmed(20, 24.6)).isPresent();
    }

    @Test
    void itIsNeverMoreThanThreefoldWhatTheStageBeganWithNorLessThanAThird() {
        assertThat(trimmed(60, 1)).isEmpty();
        assertThat(trimmed(55, 1).orElseThrow()).isCloseTo(60, within(1e-9));
        assertThat(trimmed(20 / 3.0, 1_000)).isEmpty();
    }

    @Test
    void aRateThatThePlanGivesIsLeftAlone() {
        Level declared = new Level.Declared(20, 10);

        assertThat(new RateTrimmer(stage(Phase.SURGE, declared, declared), 20).trimmed(20, TAKEN.knowing(25, 40), 1))
                .isEmpty();
    }

    @Test
    void aRampIsLeftAlone() {
        assertThat(new RateTrimmer(stage(Phase.SURGE, new Level.Pods(1), TEN), 20)
                        .trimmed(20, TAKEN.knowing(25, 40), 1))
                .isEmpty();
    }

    /** Two pods stay where they use 2 x 2m at rest and more than 46m for the load: six tenths of it are 27.6m. */
    @Test
    void aQuietStageIsMadeLighterAtOnceWhereItMayHoldAPod() {
        assertThat(quiet(5, 5.5, 1)).isEmpty();
        assertThat(quiet(5, 5.6, 1).orElseThrow()).isCloseTo(0.3 * 48 / 5.6, within(1e-9));
    }

    @Test
    void aHigherMinimumIsHeldByMoreLoad() {
        assertThat(quiet(5, 11, 2)).isEmpty();
        assertThat(quiet(5, 11.6, 2)).isPresent();
    }

    @Test
    void aQuietStageIsNeverMadeHeavier() {
        assertThat(quiet(2, 1, 1)).isEmpty();
    }

    private static OptionalDouble quiet(double now, double cost, int minimum) {
        Level light = new Level.AtMost(5, 0.3);
        return new RateTrimmer(stage(Phase.QUIET, light, light), 5).trimmed(now, TAKEN.knowing(25, cost), minimum);
    }

    private static OptionalDouble trimmed(double now, double cost) {
        return new RateTrimmer(stage(Phase.SURGE, TEN, TEN), 20).trimmed(now, TAKEN.knowing(25, cost), 1);
    }

    private static Stage stage(Phase phase, Level from, Level to) {
        return new Stage("stage", phase, from, to, new Hold.For(Duration.ofMinutes(1)), 25);
    }
}
