package io.scaleproof.loadtest.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.plan.Hold.Standing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HoldTest {
    private static final Hold MINIMUM = new Hold.UntilMinimum(Duration.ofMinutes(4));

    @Test
    void theMinimumIsReachedWhenNoMoreThanThatIsWantedThereReadyOrLeaving() {
        assertThat(MINIMUM.isReached(new Standing(1, 1, 1, 1, 1, 0))).isTrue();
        assertThat(MINIMUM.isReached(new Standing(1, 1, 2, 1, 1, 0))).isFalse();
        assertThat(MINIMUM.isReached(new Standing(1, 1, 1, 1, 0, 0))).isFalse();
        assertThat(MINIMUM.isReached(new Standing(1, 1, 1, 1, 1, 1))).isFalse();
    }

    @Test
    void aPodOfARolloutThatIsNotDoneIsOneTooMany() {
        assertThat(MINIMUM.isReached(new Standing(1, 1, 1, 2, 1, 0))).isFalse();
    }
}
