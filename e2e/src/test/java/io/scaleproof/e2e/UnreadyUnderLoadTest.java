package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The matrix of broken stacks runs seldom: whether its mistake still fits into the service is asked each time. */
class UnreadyUnderLoadTest {
    @Test
    void theMistakeFitsIntoTheServiceAsItIs() {
        String code = Command.read(WorkingCopy.repository().resolve(UnreadyUnderLoad.HEALTH));

        assertThat(UnreadyUnderLoad.in(code))
                .contains("readiness.stopping() || busy()", "private synchronized boolean busy()");
    }

    @Test
    void aServiceThatAsksOtherwiseIsSaidToHaveChanged() {
        assertThatThrownBy(() -> UnreadyUnderLoad.in("class HealthController {}"))
                .hasMessageContaining("this mistake does not fit in any more");
    }
}
