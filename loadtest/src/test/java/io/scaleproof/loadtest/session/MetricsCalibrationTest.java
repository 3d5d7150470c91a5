package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.record.Calibration.Source;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsCalibrationTest {
    private static final double FULL = 50;

    @Test
    void theFirstWindowWithinTheLoadTellsWhatARequestCosts() throws Exception {
        FakeService service = new FakeService(20, 3, Duration.ofMillis(30));

        Cost cost = calibration(service).measure();

        assertThat(cost.source()).isEqualTo(Source.METRICS_API);
        assertThat(cost.idleMillicores()).isEqualTo(3);
        // One request more or less in the window.
        assertThat(cost.millisPerRequest()).isCloseTo(20, within(1.5));
        assertThat(service.now()).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void itsLoadMakesNothingScale() throws Exception {
        FakeService service = new FakeService(200, 3, Duration.ofMillis(200));

        calibration(service).measure();

        assertThat(service.usages())
                .allSatisfy(usage -> assertThat(usage.cpuMillicores()).isLessThan(FULL));
    }

    @Test
    void withoutMetricsARequestsTimeHasToDo() throws Exception {
        FakeService service = new FakeService(20, 3, Duration.ofMillis(30));

        Cost cost = new MetricsCalibration(service, List::of, FULL, service::now, () -> false).measure();

        assertThat(cost.source()).isEqualTo(Source.LATENCY);
        assertThat(cost.millisPerRequest()).isEqualTo(30);
        assertThat(cost.requests()).isEqualTo(3);
        assertThat(cost.measuringMillicores())
                .isCloseTo(30 * service.sent() / (service.now().toMillis() / 1e3), within(0.3));
    }

    @Test
    void ctrlCEndsIt() throws Exception {
        FakeService service = new FakeService(20, 3, Duration.ofMillis(30));

        Cost cost = new MetricsCalibration(service, service::usages, FULL, service::now, () -> true).measure();

        assertThat(cost.source()).isEqualTo(Source.LATENCY);
        assertThat(service.sent()).isEqualTo(3);
    }

    private static MetricsCalibration calibration(FakeService service) {
        return new MetricsCalibration(service, service::usages, FULL, service::now, () -> false);
    }
}
