package io.scaleproof.loadtest.need;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FullPodTest {
    private static final FullPod POD = new FullPod(50, 2, 0.1, 0.02);

    @Test
    void aLoadIsWorthWhatItTakesOverTheRoomOfAPod() {
        assertThat(POD.worth(240)).isCloseTo(5, within(1e-9));
    }

    @Test
    void theHpaLeavesPodsAloneWithinItsTolerance() {
        // 10 % of all that a pod uses at its target, 50m, over the 48m that it has for its load.
        assertThat(POD.enough(5.52)).isEqualTo(5);
        assertThat(POD.enough(5.53)).isEqualTo(6);
    }

    @Test
    void theCutToWholePercentsMayLeaveThemAloneALittleLonger() {
        assertThat(POD.leastEnough(5.62)).isEqualTo(5);
        assertThat(POD.leastEnough(5.63)).isEqualTo(6);
    }

    @Test
    void onTheWayUpTheHpaRoundsUp() {
        assertThat(POD.atMost(5.01)).isEqualTo(6);
        assertThat(POD.atMost(5)).isEqualTo(5);
    }

    @Test
    void exactlyTwoPodsWorthNeedsTwoInSpiteOfFloatingPoint() {
        assertThat(new FullPod(50, 0, 0, 0).enough(0.1 + 0.2 + 1.7)).isEqualTo(2);
    }

    @Test
    void aLoadThatNeedsSixIsHalfwayBetweenWhatFiveAreLeftWithAndSix() {
        assertThat(POD.worthNeeding(6)).isCloseTo(5.8125, within(1e-9));
    }

    @Test
    void refusesAPodThatIdlesAboveItsTarget() {
        assertThatThrownBy(() -> new FullPod(50, 60, 0.1, 0))
                .hasMessage("A pod without load already uses 60m, and the HPA's target is 50m a pod: no load can be in"
                        + " the middle. Raise the CPU request or the HPA's target");
    }
}
