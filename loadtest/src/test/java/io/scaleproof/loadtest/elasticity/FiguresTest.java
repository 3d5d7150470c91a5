package io.scaleproof.loadtest.elasticity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.record.Elasticity;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Offset<Double> EXACT = within(1e-9);
    private static final long MINUTE = 60_000;
    /** Ten requests a second. */
    private static final Arrivals TEN = (from, to) -> (to - from) / 100.0;

    /**
     * Ten minutes. Needed: 2, from minute 2 on 5, from minute 6 on 1. Ready: 2, from minute 3 on 4, from 4 on 6, from 8 on 1.
     *
     * <pre>
     * minute   0-2  2-3  3-4  4-6  6-8  8-10
     * needed    2    5    5    5    1    1
     * ready     2    2    4    6    6    1
     * missing        3    1
     * spare                    1    5
     * </pre>
     */
    @Test
    void aHandComputedCase() {
        StepCurve need = curve(0, 2, 2, 5, 6, 1);
        StepCurve ready = curve(0, 2, 3, 4, 4, 6, 8, 1);
        StepCurve there = curve(0, 2, 2, 4, 4, 6, 9, 1);

        Elasticity figures = Figures.of(need, ready, there, TEN, 0, 10 * MINUTE);

        assertThat(figures.underPods()).as("3 + 1 pod minutes of 10").isEqualTo(0.4, EXACT);
        assertThat(figures.overPods()).as("2 x 1 + 2 x 5 pod minutes of 10").isEqualTo(1.2, EXACT);
        assertThat(figures.underPart()).as("3/5 + 1/5 minutes of 10").isEqualTo(0.08, EXACT);
        assertThat(figures.overPart()).as("2 x 1/5 + 2 x 5 minutes of 10").isEqualTo(1.04, EXACT);
        assertThat(figures.underTime()).as("2 minutes of 10").isEqualTo(0.2, EXACT);
        assertThat(figures.overTime()).as("4 minutes of 10").isEqualTo(0.4, EXACT);
        assertThat(figures.jitterPerMinute())
                .as("ready moves by 2 + 2 + 5 pods, the need by 3 + 4, in 10 minutes")
                .isEqualTo(0.2, EXACT);
        assertThat(figures.instability())
                .as(
                        "until 2 both go up; until 4 the need goes down and ready up; until 6 both down; until 8 ready alone")
                .isEqualTo(0.4, EXACT);
        assertThat(figures.podHours())
                .as("2 x 2 + 2 x 4 + 5 x 6 + 1 x 1 pod minutes")
                .isEqualTo(43 / 60.0, EXACT);
        assertThat(figures.wastedPodHours())
                .as("0 + 0 + 2 x 1 + 3 x 5 + 0 pod minutes")
                .isEqualTo(17 / 60.0, EXACT);
        assertThat(figures.requests()).isEqualTo(6_000, EXACT);
        assertThat(figures.lateRequests()).as("those of two minutes").isEqualTo(1_200, EXACT);
        assertThat(figures.latePart()).isEqualTo(0.2, EXACT);
    }

    @Test
    void aSupplyThatIsTheDemandHasNothingToSay() {
        StepCurve both = curve(0, 2, 2, 5, 6, 1);

        Elasticity figures = Figures.of(both, both, both, TEN, 0, 10 * MINUTE);

        assertThat(figures)
                .isEqualTo(new Elasticity(0, 0, 0, 0, 0, 0, 0, 0, figures.podHours(), 0, 6_000, 0, Optional.empty()));
        assertThat(figures.podHours()).as("4 + 20 + 4 pod minutes").isEqualTo(28 / 60.0, EXACT);
    }

    @Test
    void aSupplyThatNeverMovesHasAJitterBelowZero() {
        Elasticity figures = Figures.of(curve(0, 1, 5, 4), curve(0, 4), curve(0, 4), Arrivals.NONE, 0, 10 * MINUTE);

        assertThat(figures.jitterPerMinute())
                .as("3 pods fewer than the need in 10 minutes")
                .isEqualTo(-0.3, EXACT);
        assertThat(figures.latePart()).as("nothing is known of requests").isZero();
    }

    @Test
    void whatIsOutsideTheTimeDoesNotCount() {
        StepCurve need = curve(-5, 9, 2, 3, 20, 9);
        StepCurve ready = curve(-5, 1, 3, 3, 15, 1);

        Elasticity figures = Figures.of(need, ready, ready, Arrivals.NONE, 4 * MINUTE, 14 * MINUTE);

        assertThat(figures.underTime()).isZero();
        assertThat(figures.jitterPerMinute()).isZero();
        assertThat(figures.podHours()).isEqualTo(0.5, EXACT);
    }

    @Test
    void noTimeAtAllIsRefused() {
        assertThatThrownBy(() -> Figures.of(curve(0, 1), curve(0, 1), curve(0, 1), Arrivals.NONE, 5, 5))
                .hasMessage("Between 5 and 5 ms nothing is known");
    }

    @Test
    void aCurveGoesForwardAlone() {
        StepCurve curve = curve(0, 1, 1, 2);
        curve.add(MINUTE, 1);

        assertThat(curve.size())
                .as("a change that is taken back at once is none")
                .isEqualTo(1);
        assertThatThrownBy(() -> curve(1, 1, 0, 2)).hasMessageContaining("time goes up");
    }

    /** From minutes and values. */
    private static StepCurve curve(long... minutesAndValues) {
        StepCurve curve = new StepCurve();
        for (int i = 0; i < minutesAndValues.length; i += 2) {
            curve.add(minutesAndValues[i] * MINUTE, (int) minutesAndValues[i + 1]);
        }
        return curve;
    }
}
