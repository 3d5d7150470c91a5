package io.scaleproof.loadtest.need;

import static io.scaleproof.loadtest.need.Planted.planted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two pods at 10 requests/s of 25 ms use 250m together for them, and 2m each at rest: 127m each. */
class CostsTest {

    @Test
    void aRequestCostsWhatIsUsedBeyondTheRestOverRequestsAnswered() {
        List<RequestCost> costs = costs(twoPods().metrics(15, 30, 127, "a", "b"));

        assertThat(costs).singleElement().satisfies(cost -> {
            assertThat(cost.millis().mid()).isCloseTo(25, within(0.01));
            assertThat(cost.millis().low()).isBetween(24.0, 25.0);
            assertThat(cost.millis().high()).isBetween(25.0, 26.0);
            assertThat(cost.requests()).isEqualTo(150);
            assertThat(cost.requestMillis()).isEqualTo(25);
            assertThat(cost.podSeconds()).isCloseTo(30.0 / 150, within(1e-9));
        });
    }

    @Test
    void fewerThanEightRequestsTellNothing() {
        assertThat(costs(planted().pod("a").stage("load", 0.4, 60).metrics(15, 30, 12, "a")))
                .isEmpty();
        assertThat(costs(planted().pod("a").stage("load", 0.8, 60).metrics(15, 30, 22, "a")))
                .hasSize(1);
    }

    @Test
    void aWindowWithTwoKindsOfRequestsTellsNothing() {
        Planted load = planted().pod("a").stage("load", 10, 20, 25).stage("light", 10, 20, 1);

        assertThat(costs(load.metrics(5, 20, 252, "a").metrics(15, 30, 120, "a")))
                .isEmpty();
        assertThat(costs(load.metrics(3, 18, 252, "a"))).hasSize(1);
    }

    @Test
    void whereTheLoadJumpsInTheWindowTheCutStampIsInTheRange() {
        // Cut to whole seconds: in truth the window ended 0.9 s later, with ten times the load.
        Planted load = planted().pod("a").stage("low", 2, 20).stage("high", 20, 20);
        double truth = (15 - 10.9) * 2 * 25 + 10.9 * 20 * 25;

        assertThat(costs(load.metrics(15, 30, truth / 15 + 2, "a")))
                .singleElement()
                .satisfies(cost -> assertThat(25.0)
                        .isBetween(cost.millis().low(), cost.millis().high()));
    }

    @Test
    void ofRequestsThatQueueMeanwhileNobodyKnowsHowFarEachIs() {
        Planted queueing = planted().pod("a").stage("load", 10, 60);
        for (long second = 14; second < 60; second++) {
            queueing.waiting(second, Math.min(60, second - 13) * 2);
        }

        assertThat(costs(queueing.metrics(15, 30, 202, "a"))).singleElement().satisfies(cost -> {
            assertThat(cost.millis().mid()).isCloseTo(25, within(0.1));
            assertThat(cost.millis().part()).isGreaterThan(0.1);
        });
    }

    @Test
    void aCostKnownNoBetterThanByTwoFifthsIsNone() {
        Planted stalled = planted().pod("a").stage("load", 2, 60);
        for (long second = 20; second < 60; second++) {
            stalled.waiting(second, (second - 19) * 2);
        }

        assertThat(costs(stalled.metrics(15, 30, 40, "a"))).isEmpty();
    }

    @Test
    void theMostExactSourceAnswers() {
        Costs both = Costs.of(twoPods()
                .metrics(15, 30, 190, "a", "b")
                .counters(20, 25, 127, "a", "b")
                .evidence());

        assertThat(both.source()).contains(Source.COUNTERS);
        assertThat(both.all())
                .singleElement()
                .satisfies(cost -> assertThat(cost.millis().mid()).isCloseTo(25, within(0.01)));
        assertThat(Costs.of(twoPods().evidence()).source()).isEmpty();
    }

    @Test
    void windowsAroundATimeCountForItByHowWellTheyAreKnown() {
        Costs costs = Costs.of(twoPods()
                .counters(20, 25, 127, "a", "b")
                .counters(25, 30, 133.25, "a", "b")
                .counters(50, 55, 152, "a", "b")
                .evidence());

        RequestCost around = costs.at(Duration.ofSeconds(26), 25).orElseThrow();
        assertThat(around.millis().mid()).isBetween(25.4, 25.9);
        assertThat(around.requests()).isEqualTo(100);
    }

    @Test
    void betweenTwoWindowsItMayHaveBeenAnythingBetweenThem() {
        Costs costs = Costs.of(twoPods()
                .counters(0, 5, 127, "a", "b")
                .counters(50, 55, 152, "a", "b")
                .evidence());

        RequestCost between = costs.at(Duration.ofSeconds(27), 25).orElseThrow();
        assertThat(between.millis().low()).isLessThan(25);
        assertThat(between.millis().mid()).isCloseTo(27.5, within(0.1));
        assertThat(between.millis().high()).isGreaterThan(30);
    }

    @Test
    void afterTheLastWindowItIsWhatTheLastOneSays() {
        Costs costs = Costs.of(twoPods().counters(0, 5, 127, "a", "b").evidence());

        assertThat(costs.at(Duration.ofSeconds(55), 25).orElseThrow().millis().mid())
                .isCloseTo(25, within(0.01));
        assertThat(costs.at(Duration.ofSeconds(55), 1)).isEmpty();
    }

    @Test
    void whatIsAskedSinceATimeWasMeasuredSince() {
        Costs costs = Costs.of(twoPods()
                .counters(0, 5, 152, "a", "b")
                .counters(20, 25, 127, "a", "b")
                .evidence());

        assertThat(costs.since(Duration.ofSeconds(10), 25)
                        .orElseThrow()
                        .millis()
                        .mid())
                .isCloseTo(25, within(0.01));
        assertThat(costs.since(Duration.ofSeconds(30), 25)).isEmpty();
    }

    private static Planted twoPods() {
        return planted().pod("a").pod("b").stage("load", 10, 60);
    }

    private static List<RequestCost> costs(Planted planted) {
        return Costs.of(planted.evidence()).all();
    }
}
