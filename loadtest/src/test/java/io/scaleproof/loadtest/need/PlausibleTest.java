package io.scaleproof.loadtest.need;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.need.Plausible.Bounds;
import io.scaleproof.loadtest.need.Plausible.Told;
import io.scaleproof.loadtest.record.Calibration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlausibleTest {
    private static final Told OLD = told(25, 25, false);

    @Test
    void aCostThatChangesBySomeTenthsIsTheRequests() {
        assertThat(mids(List.of(OLD, told(25, 32, true)), Optional.empty())).containsExactly(25.0, 32.0);
    }

    @Test
    void whatYoungPodsUseBeyondThatIsTheirStarts() {
        assertThat(mids(List.of(OLD, told(25, 120, true)), Optional.empty())).containsExactly(25.0, 37.5);
    }

    @Test
    void withoutPodsThatHaveBeenThereForAWhileWhatWasMeasuredBeforeBounds() {
        List<Told> young = List.of(told(25, 120, true));

        assertThat(mids(young, calibrated(Calibration.Source.COUNTER))).containsExactly(39.0);
        assertThat(mids(young, calibrated(Calibration.Source.METRICS_API))).containsExactly(39.0);
        assertThat(mids(young, calibrated(Calibration.Source.DECLARED))).containsExactly(120.0);
        assertThat(mids(young, calibrated(Calibration.Source.LATENCY))).containsExactly(120.0);
    }

    @Test
    void whereNothingBoundsThemHalfOfWhatYoungPodsUseMayBeTheirStarts() {
        List<RequestCost> costs = new Plausible(List.of(told(25, 120, true)), Optional.empty()).costs();

        assertThat(costs).singleElement().satisfies(cost -> {
            assertThat(cost.millis().low()).isCloseTo(0.98 * 120 / 2, within(1e-9));
            assertThat(cost.millis().high()).isCloseTo(1.02 * 120, within(1e-9));
        });
    }

    @Test
    void whatYoungPodsUseAsWasDeclaredIsNoStarts() {
        assertThat(lowOfDeclared(29)).isCloseTo(0.98 * 29, within(1e-9));
        assertThat(lowOfDeclared(120)).isCloseTo(0.98 * 120 / 2, within(1e-9));
    }

    private static double lowOfDeclared(double measured) {
        return new Plausible(List.of(told(25, measured, true)), calibrated(Calibration.Source.DECLARED))
                .costs()
                .getFirst()
                .millis()
                .low();
    }

    @Test
    void aLightRequestIsBoundedByWhatAHeavyOneCosts() {
        // Twenty pods at rest, known a millicore too low, read as 40 ms a light request.
        List<Told> told = List.of(told(25, 26, false), told(1, 40, true));

        Plausible plausible = new Plausible(told, Optional.empty());

        assertThat(plausible.of(1)).contains(new Bounds(2.0 / 3, 7));
        assertThat(plausible.costs().getLast().millis().mid()).isEqualTo(7);
    }

    @Test
    void aKindOfWhichNothingWasMeasuredIsBoundedByAnyOther() {
        assertThat(new Plausible(List.of(told(25, 26, true)), Optional.empty()).byOtherKind(1))
                .contains(new Bounds(2.0 / 3, 7));
        assertThat(new Plausible(List.of(), Optional.empty()).byOtherKind(1)).isEmpty();
    }

    @Test
    void fewRequestsDoNotTellWhatOneUsuallyCosts() {
        List<Told> told = List.of(told(25, 25, false, 10), told(25, 120, true, 500));

        assertThat(mids(told, Optional.empty())).last().isEqualTo(120.0);
    }

    private static Told told(int kind, double millis, boolean young) {
        return told(kind, millis, young, 100);
    }

    private static Told told(int kind, double millis, boolean young, double requests) {
        return new Told(
                new RequestCost(Duration.ZERO, Duration.ofSeconds(15), kind, Range.around(millis, 0.02), 0.1, requests),
                young);
    }

    private static Optional<Calibration> calibrated(Calibration.Source source) {
        return Optional.of(new Calibration(26, 2, 50, 1, 1, 25, 40, 0, source, "planted"));
    }

    private static List<Double> mids(List<Told> told, Optional<Calibration> before) {
        return new Plausible(told, before)
                .costs().stream().map(cost -> cost.millis().mid()).toList();
    }
}
