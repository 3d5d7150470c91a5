package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.record.Calibration.Source;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyCalibrationTest {
    @Test
    void theFirstRequestsOfAnIdleServiceAreLeftOut() throws Exception {
        int[] sent = {0};
        Sender sender = new Sender() {
            @Override
            public Duration send() {
                return Duration.ofMillis(sent[0]++ < 7 ? 900 : 40 + sent[0] % 2);
            }

            @Override
            public void pause(Duration length) {}
        };

        Cost cost = new LatencyCalibration(sender, 1, 1_000).measure();

        assertThat(sent[0]).isEqualTo(22);
        assertThat(cost.millisPerRequest()).isCloseTo(40.5, within(0.1));
        assertThat(cost.source()).isEqualTo(Source.LATENCY);
        assertThat(cost.measuringMillicores()).isCloseTo(40.5 * 22 / (7 * 0.9 + 15 * 0.0405 + 22 * 0.2), within(0.8));
    }

    /** Seen with KEDA: five requests of 30 ms a second are three times a target of 0.05, and the run began with three pods. */
    @Test
    void measuringStaysBelowTheTargetThatTheHpaGoesBy() throws Exception {
        Duration[] paused = {Duration.ZERO};
        Sender sender = new Sender() {
            @Override
            public Duration send() {
                return Duration.ofMillis(30);
            }

            @Override
            public void pause(Duration length) {
                paused[0] = paused[0].plus(length);
            }
        };

        Cost cost = new LatencyCalibration(sender, 1, 0.05).measure();

        assertThat(cost.measuringMillicores()).isCloseTo(25, within(0.1));
        assertThat(paused[0]).isCloseTo(Duration.ofMillis(22 * 1_170), Duration.ofMillis(20));
    }

    @Test
    void everyKindOfAMixIsMeasuredAsOftenAsItsWeightSays() throws Exception {
        int[] sent = {0};
        Sender sender = new Sender() {
            @Override
            public Duration send() {
                return Duration.ofMillis(sent[0]++ % 4 == 0 ? 100 : 20);
            }

            @Override
            public void pause(Duration length) {}
        };

        assertThat(new LatencyCalibration(sender, 4, 1_000).measure().millisPerRequest())
                .isCloseTo(40, within(1e-6));
        assertThat(sent[0]).isEqualTo(7 + 16);
    }
}
