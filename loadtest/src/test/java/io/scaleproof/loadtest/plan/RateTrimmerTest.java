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

        assertThat(new RateTrimmer(stage(Phase.SURGE, declared, declared), 20).trimmed(20, TAKEN.knowing(25, 40)))
                .isEmpty();
    }

    @Test
    void aRampIsLeftAlone() {
        assertThat(new RateTrimmer(stage(Phase.SURGE, new Level.Pods(1), TEN), 20).trimmed(20, TAKEN.knowing(25, 40)))
                .isEmpty();
    }

    @Test
    void aQuietStageIsMadeLighterOnlyWhereItHoldsAPod() {
        Level light = new Level.AtMost(5, 0.3);
        RateTrimmer quiet = new RateTrimmer(stage(Phase.QUIET, light, light), 5);

        assertThat(quiet.trimmed(5, TAKEN.knowing(25, 9))).isEmpty();
        assertThat(quiet.trimmed(5, TAKEN.knowing(25, 10)).orElseThrow()).isCloseTo(4.25, within(1e-9));
        assertThat(quiet.trimmed(2, TAKEN.knowing(25, 1))).isEmpty();
    }

    private static OptionalDouble trimmed(double now, double cost) {
        return new RateTrimmer(stage(Phase.SURGE, TEN, TEN), 20).trimmed(now, TAKEN.knowing(25, cost));
    }

    private static Stage stage(Phase phase, Level from, Level to) {
        return new Stage("stage", phase, from, to, new Hold.For(Duration.ofMinutes(1)), 25);
    }
}
