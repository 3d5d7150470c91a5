package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.record.Calibration.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CounterCalibrationTest {
    private static final double FULL = 50;

    private final List<String> told = new ArrayList<>();

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
    void aQuarterOfAMinuteTellsWhatARequestCostsAndWhatAPodUsesAtRest() throws Exception {
        FakeService service = new FakeService(27, 4, Duration.ofMillis(40));

        Cost cost = measured(service, 1);

        assertThat(cost.source()).isEqualTo(Source.COUNTER);
        // What the pod uses at rest while a request is answered is in it, too: a sixth of a millisecond.
        assertThat(cost.millisPerRequest()).isCloseTo(27, within(0.2));
        assertThat(cost.idleMillicores()).isCloseTo(4, within(0.5));
        assertThat(service.now()).isLessThan(Duration.ofSeconds(15));
        assertThat(told).isEmpty();
    }

    @Test
    void whatAYoungPodCompilesInAFewOfThePausesIsNotItsRest() throws Exception {
        FakeService service = new FakeService(27, 4, Duration.ofMillis(40));
        service.burnsOnce(Duration.ofSeconds(4), 60);
        service.burnsOnce(Duration.ofSeconds(6), 90);

        Cost cost = measured(service, 1);

        assertThat(cost.idleMillicores()).isCloseTo(4, within(0.5));
        assertThat(cost.millisPerRequest()).isCloseTo(27, within(0.2));
    }

    @Test
    void aPodStillAtWhatItsStartLeftToDoIsWaitedFor() throws Exception {
        FakeService service = new FakeService(27, 4, Duration.ofMillis(40));
        // On a slow machine all of the pauses held some of it, and nothing of the pod was left for requests.
        for (int half = 0; half < 90; half++) {
            service.burnsOnce(Duration.ofMillis(500L * half), 25);
        }

        Cost cost = measured(service, 1);

        assertThat(cost.idleMillicores()).isCloseTo(4, within(0.5));
        assertThat(service.now()).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(75));
        assertThat(cost.measuringMillicores())
                .as("without what the start left to do")
                .isLessThan(FULL);
        assertThat(told).singleElement().asString().contains("of the 50m that fill them: until that settles");
    }

    @Test
    void aPodThatUsesMostOfItselfAtRestIsTakenAtItsWordAfterHalfAMinute() throws Exception {
        FakeService service = new FakeService(27, 40, Duration.ofMillis(40));

        Cost cost = measured(service, 1);

        assertThat(cost.idleMillicores()).isCloseTo(40, within(0.5));
        assertThat(service.now()).isLessThan(Duration.ofSeconds(75));
        assertThat(told.getLast()).contains("it did not", "a higher CPU request or target");
    }

    @Test
    void itsLoadMakesNothingScale() throws Exception {
        FakeService service = new FakeService(31, 10, Duration.ofMillis(40));
        service.readingCosts(10);

        new CounterCalibration(service, service::cpuMillis, FULL, 1, told::add).measure();
        service.pause(Duration.ofSeconds(30));

        assertThat(service.usages())
                .allSatisfy(usage -> assertThat(usage.cpuMillicores()).isLessThan(50));
    }

    @Test
    void whatReadingTheCounterCostsIsNotTheRequests() throws Exception {
        FakeService service = new FakeService(27, 4, Duration.ofMillis(40));
        service.readingCosts(8);

        Cost cost = measured(service, 1);

        assertThat(cost.millisPerRequest()).isCloseTo(27, within(0.2));
        assertThat(cost.idleMillicores()).isCloseTo(4, within(0.5));
    }

    @Test
    void onASlowMachineItTakesLongerAndMakesNothingScaleEither() throws Exception {
        FakeService service = new FakeService(40, 10, Duration.ofMillis(60));
        service.readingCosts(14);
        service.burnsOnce(Duration.ofMillis(500), 60);

        Cost cost = measured(service, 1);
        service.pause(Duration.ofSeconds(30));

        assertThat(cost.millisPerRequest()).isCloseTo(40, within(1.0));
        assertThat(cost.idleMillicores()).isCloseTo(10, within(1.0));
        assertThat(service.usages())
                .allSatisfy(usage -> assertThat(usage.cpuMillicores()).isLessThan(FULL));
        assertThat(cost.measuringMillicores() / (FULL - 10))
                .as("worth, in pods")
                .isLessThan(1);
    }

    @Test
    void saysWhatTheHpaHasSeenOfItAtItsHeight() throws Exception {
        FakeService dear = new FakeService(200, 4, Duration.ofMillis(300));
        FakeService cheap = new FakeService(5, 4, Duration.ofMillis(10));

        Cost much = measured(dear, 1);
        Cost little = measured(cheap, 1);

        // One request in 2 s and the time it takes itself.
        assertThat(much.measuringMillicores()).isBetween(200 / 2.3, 1.3 * 200 / 2.3);
        assertThat(dear.now()).as("no longer for ever so dear a request").isLessThan(Duration.ofSeconds(40));
        assertThat(little.measuringMillicores()).isBetween(3.0, 10.0);
        assertThat(cheap.now()).isLessThan(Duration.ofSeconds(11));
    }

    @Test
    void whereTheHpaDoesNotLookAtCpuItNeedNotWait() throws Exception {
        FakeService service = new FakeService(200, 4, Duration.ofMillis(40));

        new CounterCalibration(service, service::cpuMillis, Double.POSITIVE_INFINITY, 1, told::add).measure();

        assertThat(service.now()).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    void ofSeveralRequestsItIsTheMeanThatCounts() throws Exception {
        FakeService service = new FakeService(new double[] {10, 10, 70}, 4, Duration.ofMillis(40));

        Cost cost = measured(service, 3);

        assertThat(cost.millisPerRequest()).isCloseTo(30, within(0.2));
        assertThat(cost.idleMillicores()).isCloseTo(4, within(0.5));
        assertThat(cost.requests()).as("whole periods").isEqualTo(6);
    }

    @Test
    void norDoManyOfThemMakeAnythingScale() throws Exception {
        FakeService service = new FakeService(31, 10, Duration.ofMillis(40));
        service.readingCosts(10);

        Cost cost = measured(service, 100);
        service.pause(Duration.ofSeconds(30));

        assertThat(cost.requests()).isEqualTo(10);
        assertThat(service.usages())
                .allSatisfy(usage -> assertThat(usage.cpuMillicores()).isLessThan(50));
    }

    @Test
    void withoutACounterNothingIsSent() throws Exception {
        FakeService service = new FakeService(27, 4, Duration.ofMillis(40));

        assertThat(new CounterCalibration(service, OptionalDouble::empty, FULL, 1, told::add).measure())
                .isEmpty();
        assertThat(service.sent()).isZero();
    }

    private Cost measured(FakeService service, int period) throws Exception {
        return new CounterCalibration(service, service::cpuMillis, FULL, period, told::add)
                .measure()
                .orElseThrow();
    }
}
