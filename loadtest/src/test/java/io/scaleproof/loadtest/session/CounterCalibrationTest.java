package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CounterCalibrationTest {
    @Test
    void whatAYoungPodDoesBesideAFewRequestsDoesNotMakeAllOfThemDearer() {
        double[] costs = {26.1, 25.4, 71.3, 25.2, 25.9, 41.8, 25.3, 25.7, 25.1, 25.6};
        assertThat(CounterCalibration.typical(costs)).isCloseTo(25.65, within(1e-9));
    }

    @Test
    void aCounterInStepsOfTheKernelsClockIsRightOnAverage() {
        double[] costs = {20, 30, 30, 20, 30, 20, 30, 30, 20, 30};
        assertThat(CounterCalibration.typical(costs)).isEqualTo(26);
    }
}
