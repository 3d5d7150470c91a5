package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.record.Calibration.Source;
import java.time.Duration;
import java.util.OptionalDouble;
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

    @Test
    void tenSecondsTellWhatARequestCostsAndWhatAPodUsesAtRest() throws Exception {
        FakeService service = new FakeService(27, 4, Duration.ofMillis(40));

        Cost cost =
                new CounterCalibration(service, service::cpuMillis, 1).measure().orElseThrow();

        assertThat(cost.source()).isEqualTo(Source.COUNTER);
        // What the pod uses at rest while a request is answered is in it, too: a sixth of a millisecond.
        assertThat(cost.millisPerRequest()).isCloseTo(27, within(0.2));
        assertThat(cost.idleMillicores()).isCloseTo(4, within(0.5));
        assertThat(service.now()).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    void whatAYoungPodCompilesInAFewOfThePausesIsNotItsRest() throws Exception {
        FakeService service = new FakeService(27, 4, Duration.ofMillis(40));
        service.burnsOnce(Duration.ofSeconds(4), 60);
        service.burnsOnce(Duration.ofSeconds(6), 90);

        Cost cost =
                new CounterCalibration(service, service::cpuMillis, 1).measure().orElseThrow();

        assertThat(cost.idleMillicores()).isCloseTo(4, within(0.5));
        assertThat(cost.millisPerRequest()).isCloseTo(27, within(0.2));
    }

    @Test
    void itsLoadMakesNothingScale() throws Exception {
        FakeService service = new FakeService(31, 10, Duration.ofMillis(40));
        service.readingCosts(10);

        new CounterCalibration(service, service::cpuMillis, 1).measure();
        service.pause(Duration.ofSeconds(30));

        assertThat(service.usages())
                .allSatisfy(usage -> assertThat(usage.cpuMillicores()).isLessThan(50));
    }

    @Test
    void whatReadingTheCounterCostsIsNotTheRequests() throws Exception {
        FakeService service = new FakeService(27, 4, Duration.ofMillis(40));
        service.readingCosts(8);

        Cost cost =
                new CounterCalibration(service, service::cpuMillis, 1).measure().orElseThrow();

        assertThat(cost.millisPerRequest()).isCloseTo(27, within(0.2));
        assertThat(cost.idleMillicores()).isCloseTo(4, within(0.5));
    }

    @Test
    void saysHowManyRequestsASecondTheHpaHasSeenOfIt() throws Exception {
        FakeService service = new FakeService(27, 4, Duration.ofMillis(40));

        Cost cost =
                new CounterCalibration(service, service::cpuMillis, 1).measure().orElseThrow();

        assertThat(cost.perSecond()).isCloseTo(service.sent() / (service.now().toMillis() / 1e3), within(0.01));
    }

    @Test
    void ofSeveralRequestsItIsTheMeanThatCounts() throws Exception {
        FakeService service = new FakeService(new double[] {10, 10, 70}, 4, Duration.ofMillis(40));

        Cost cost =
                new CounterCalibration(service, service::cpuMillis, 3).measure().orElseThrow();

        assertThat(cost.millisPerRequest()).isCloseTo(30, within(0.2));
        assertThat(cost.idleMillicores()).isCloseTo(4, within(0.5));
        assertThat(cost.requests()).as("whole periods").isEqualTo(6);
    }

    @Test
    void norDoManyOfThemMakeAnythingScale() throws Exception {
        FakeService service = new FakeService(31, 10, Duration.ofMillis(40));
        service.readingCosts(10);

        Cost cost = new CounterCalibration(service, service::cpuMillis, 100)
                .measure()
                .orElseThrow();
        service.pause(Duration.ofSeconds(30));

        assertThat(cost.requests()).isEqualTo(10);
        assertThat(service.usages())
                .allSatisfy(usage -> assertThat(usage.cpuMillicores()).isLessThan(50));
        assertThat(cost.perSecond()).isCloseTo(17 / 30.0, within(0.1));
    }

    @Test
    void withoutACounterNothingIsSent() throws Exception {
        FakeService service = new FakeService(27, 4, Duration.ofMillis(40));

        assertThat(new CounterCalibration(service, OptionalDouble::empty, 1).measure())
                .isEmpty();
        assertThat(service.sent()).isZero();
    }
}
