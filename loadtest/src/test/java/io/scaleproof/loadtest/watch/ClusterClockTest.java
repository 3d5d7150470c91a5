package io.scaleproof.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterClockTest {
    private static final ClusterClock AXIS = new ClusterClock(TestClock.ZERO, Duration.ofSeconds(2));

    @Test
    void aClockThatWasSetIsSaid() {
        assertThat(AXIS.wasSet(Duration.ofHours(1)).orElseThrow())
                .startsWith("the cluster's clock was set forward by 59 min in mid-run");
        assertThat(AXIS.wasSet(Duration.ofSeconds(-30)).orElseThrow())
                .startsWith("the cluster's clock was set back by 32 s in mid-run");
    }

    @Test
    void whatTwoMeasurementsMayDifferByIsNoSetClock() {
        assertThat(AXIS.wasSet(Duration.ofSeconds(2))).isEmpty();
        assertThat(AXIS.wasSet(Duration.ofMillis(4_900))).isEmpty();
        assertThat(AXIS.wasSet(Duration.ofMillis(-900))).isEmpty();
    }
}
