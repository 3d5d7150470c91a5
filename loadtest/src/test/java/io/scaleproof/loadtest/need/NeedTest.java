package io.scaleproof.loadtest.need;

import static io.scaleproof.loadtest.need.Planted.planted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.SizedBy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A request costs 25 ms, and a pod has room for 48m beside its rest: 1.92 requests/s are a pod's worth. */
class NeedTest {
    private static final double POD = 48 / 25.0;

    @Test
    void aLoadIsWorthItsRateTimesWhatARequestCostsOverTheRoomOfAPod() {
        Moment moment = at(30, measured(5.85 * POD, 100));

        assertThat(moment.worth().mid()).isCloseTo(5.85, within(0.03));
        assertThat(moment.worth().low()).isBetween(5.5, 5.8);
        assertThat(moment.worth().high()).isBetween(5.8, 6.2);
        assertThat(moment)
                .extracting(Moment::fewest, Moment::likely, Moment::surely, Moment::justified)
                .containsExactly(6, 6, 6, 7);
    }

    @Test
    void atTheBoundaryEitherNumberMayBeEnough() {
        Moment moment = at(30, measured(5.55 * POD, 100));

        assertThat(moment)
                .extracting(Moment::fewest, Moment::likely, Moment::surely)
                .containsExactly(5, 6, 6);
    }

    @Test
    void theMinimumIsNeededHoweverLittleThereIsToDo() {
        Moment moment = at(30, measured(0.8, 100));

        assertThat(moment)
                .extracting(Moment::fewest, Moment::surely, Moment::justified)
                .containsExactly(1, 1, 1);
    }

    @Test
    void beforeTheLoadNothingIsNeeded() {
        assertThat(at(-30, measured(10, 100)).worth()).isEqualTo(Range.ZERO);
    }

    @Test
    void aRampNeedsMoreFromSecondToSecond() {
        Need.Known need = known(planted().pod("a").ramp("ramp", 0, 12, 60, 25).counters(20, 25, 114.5, "a"));

        assertThat(need.at(Duration.ofSeconds(10)).worth().mid()).isCloseTo(2 / POD, within(0.05));
        assertThat(need.at(Duration.ofSeconds(50)).worth().mid()).isCloseTo(10 / POD, within(0.2));
    }

    @Test
    void whatQueuedBeforeIsSeenByTheHpaButNotNeeded() {
        Planted queueing = planted().pod("a").stage("load", 5.8 * POD, 60).counters(5, 10, 5.8 * 48 + 2, "a");
        queueing.waiting(30, 60);

        Moment calm = known(queueing).at(Duration.ofSeconds(29));
        Moment queued = known(queueing).at(Duration.ofSeconds(30));

        assertThat(queued.surely()).isEqualTo(calm.surely());
        // 60 requests of 25 ms in a window of 15 s are 100m, two pods' worth.
        assertThat(queued.seen() - calm.seen()).isCloseTo(60 / 15.0 / POD, within(0.2));
        assertThat(queued.justified()).isEqualTo(calm.justified() + 2);
    }

    @Test
    void theMorePodsThereAreTheMoreTheirRestMatters() {
        Moment few = at(30, measured(2, 100));
        Planted many = planted().stage("load", 2, 100);
        String[] names = new String[20];
        for (int i = 0; i < names.length; i++) {
            names[i] = "pod-" + i;
            many.pod(names[i]);
        }
        many.counters(20, 40, 2 + 50 / 20.0, names);

        assertThat(at(30, many).worth().mid()).isCloseTo(few.worth().mid(), within(0.01));
        assertThat(at(30, many).worth().high()).isGreaterThan(few.worth().high() + 0.3);
    }

    @Test
    void withoutAnyMeasurementWhatWasKnownBeforeIsTrustedToAQuarter() {
        Need.Known need =
                known(planted().pod("a").stage("load", 4 * POD, 60).calibrated(Calibration.Source.COUNTER, 25));

        assertThat(need.at(Duration.ofSeconds(30)).worth().low()).isCloseTo(3, within(1e-6));
        assertThat(need.at(Duration.ofSeconds(30)).worth().high()).isCloseTo(5, within(1e-6));
        assertThat(need.words()).isEqualTo("by what a request cost before the run: nothing could be measured in it");
    }

    @Test
    void howLongARequestTookIsNoMeasureOfItsCost() {
        Need need = Need.of(planted()
                .pod("a")
                .stage("load", 8, 60)
                .calibrated(Calibration.Source.LATENCY, 25)
                .evidence());

        assertThat(need)
                .isEqualTo(
                        new Need.Unknown(
                                "nothing tells what a request of stage load costs: no CPU was measured while all pods were steady",
                                "hold the load for longer than a metrics window, or let the load test read pods.metrics.k8s.io"));
    }

    @Test
    void aLightStageOfWhichNothingWasMeasuredDoesNotHideTheRest() {
        Need.Known need = known(planted()
                .uncalibrated()
                .pod("a")
                .stage("load", 4 * POD, 60)
                .stage("quiet", 1, 60, 1)
                .counters(-10, -5, 2, "a")
                .counters(20, 40, 194, "a"));

        assertThat(need.at(Duration.ofSeconds(30)).likely()).isEqualTo(4);
        assertThat(need.at(Duration.ofSeconds(90)).surely()).isEqualTo(1);
    }

    @Test
    void aPodRestsAtNoMoreThanTheLeastThatPodsUse() {
        Planted believed = planted()
                .pod("a")
                .pod("b")
                .believedToRestAt(18)
                .stage("load", 4, 60)
                .counters(50, 55, 52, "a", "b");

        assertThat(believed.evidence().fullPod().orElseThrow().idleMillicores()).isEqualTo(18);
        // Five seconds of one pod are too short: a counter goes in steps.
        assertThat(believed.counters(60, 65, 1, "a")
                        .evidence()
                        .fullPod()
                        .orElseThrow()
                        .idleMillicores())
                .isEqualTo(18);
        assertThat(believed.counters(100, 115, 3, "a")
                        .counters(100, 115, 5, "b")
                        .evidence()
                        .fullPod()
                        .orElseThrow()
                        .idleMillicores())
                .isEqualTo(4);
    }

    @Test
    void uncalibratedPodsRestAsTheyDidBeforeTheLoad() {
        Planted planted = planted().uncalibrated().pod("a").stage("load", 8, 60);

        assertThat(planted.evidence().fullPod().orElseThrow().idleMillicores()).isZero();
        planted.metrics(-20, -5, 7, "a")
                .metrics(-35, -20, 9, "a")
                .metrics(-50, -35, 7, "a")
                .metrics(0, 15, 200, "a");
        assertThat(planted.evidence().fullPod().orElseThrow().idleMillicores()).isEqualTo(7);
    }

    @Test
    void anHpaThatDoesNotLookAtCpuLeavesTheNeedUnknown() {
        Need need = Need.of(
                planted().pod("a").stage("load", 8, 60).scalesOn("memory").evidence());

        assertThat(need)
                .isInstanceOfSatisfying(
                        Need.Unknown.class,
                        unknown -> assertThat(unknown.why())
                                .isEqualTo(
                                        "HPA hpa does not scale on CPU, or no pod with a CPU request was seen, so what"
                                                + " fills a pod is not known"));
    }

    /** Ten requests a second fill a pod, and whatever their CPU says is of no interest. */
    @Test
    void ofALoadThatWasSizedByRateTheRequestsThatWereSentTellTheNeed() {
        Planted planted = measured(58.5, 100).sizedBy(SizedBy.RATE, 1_000, 10_000);
        Moment moment = at(30, planted);

        assertThat(moment.worth().mid()).isCloseTo(5.85, within(1e-6));
        assertThat(moment.worth().low()).isCloseTo(5.56, within(0.01));
        assertThat(moment.worth().high()).isCloseTo(6.14, within(0.01));
        assertThat(moment.likely()).isEqualTo(6);
        assertThat(known(planted).words())
                .isEqualTo("by the requests that were sent, which are what the HPA's metric counts");
    }

    /** Forty a second that take 100 ms are four at a time, and half of one fills a pod. */
    @Test
    void ofALoadThatWasSizedByRequestsUnderWayTheirTimesTellTheNeed() {
        Planted planted = underWay().taking(0, 100, 100);
        Moment moment = at(30, planted);

        assertThat(moment.worth().mid()).isCloseTo(8, within(1e-6));
        assertThat(moment.worth().low()).isCloseTo(7.2, within(1e-6));
        assertThat(moment.worth().high()).isCloseTo(8, within(1e-6));
        assertThat(known(planted).words())
                .isEqualTo("by how long requests were under way while none waited, times their rate");
    }

    @Test
    void whatWaitedForPodsIsNoNeedButJustifiesMore() {
        Planted planted = underWay().taking(0, 10, 100).taking(10, 40, 400).taking(40, 100, 100);

        assertThat(at(20, planted).worth().mid()).isCloseTo(8, within(1e-6));
        assertThat(at(20, planted).justified()).isEqualTo(32);
        assertThat(at(60, planted).justified()).isEqualTo(8);
    }

    /** The way to the service and back is not under way to the service. */
    @Test
    void theHpasOwnFiguresOfAQuietTimeTellItBetterThanTheLoadGeneratorCan() {
        Planted planted = underWay()
                .taking(0, 100, 100)
                .figure(30, 4, 0.9)
                .figure(50, 4, 0.91)
                .figure(70, 4, 0.89)
                .figure(90, 4, 0.9);

        assertThat(at(30, planted).worth().mid()).isCloseTo(7.2, within(0.05));
        assertThat(at(30, planted).worth().low()).isCloseTo(7.0, within(0.05));
        assertThat(at(30, planted).worth().high()).isCloseTo(7.35, within(0.05));
    }

    /** A metric that counts everything twice, or something else. */
    @Test
    void figuresThatCannotBeOfTheseRequestsTellNothing() {
        Planted planted = underWay()
                .taking(0, 100, 100)
                .figure(30, 4, 2)
                .figure(50, 4, 2.1)
                .figure(70, 4, 1.9)
                .figure(90, 4, 2);

        assertThat(at(30, planted).worth().mid()).isCloseTo(8, within(1e-6));
    }

    @Test
    void withoutAnAnswerItIsKnownAsWellAsItWasBefore() {
        assertThat(at(30, underWay()).worth().mid()).isCloseTo(6.4, within(1e-6));
    }

    private static Planted underWay() {
        return planted().pod("a").stage("load", 40, 100).sizedBy(SizedBy.IN_FLIGHT, 80, 500);
    }

    @Test
    void whereTheHpaDoesNotLookAtCpuThePlansOwnWordCounts() {
        Planted planted = planted()
                .uncalibrated()
                .pod("a")
                .scalesOn("memory")
                .declared("baseline", 2, 20, 0.5)
                .declared("surge", 8, 60, 2.6);

        assertThat(at(10, planted).surely()).isEqualTo(1);
        assertThat(at(30, planted))
                .extracting(Moment::fewest, Moment::likely, Moment::surely, Moment::justified)
                .containsExactly(3, 3, 3, 3);
        assertThat(known(planted).words()).isEqualTo("by the plan's own word");
    }

    @Test
    void oneStageThatDoesNotSayItsPodsLeavesTheNeedUnknown() {
        assertThat(Need.of(planted()
                        .uncalibrated()
                        .pod("a")
                        .scalesOn("memory")
                        .declared("baseline", 2, 20, 0)
                        .declared("surge", 8, 60, 2.6)
                        .evidence()))
                .isInstanceOfSatisfying(
                        Need.Unknown.class,
                        unknown -> assertThat(unknown.remedy()).contains("rate and needs"));
    }

    /** What can be measured is not believed. */
    @Test
    void whereTheHpaLooksAtCpuThePlansWordDoesNotCount() {
        Planted planted =
                planted().uncalibrated().pod("a").declared("load", 10, 100, 2.6).counters(20, 40, 252, "a");

        assertThat(known(planted).words()).isEqualTo("measured by the pods' own CPU counters");
        assertThat(at(30, planted).likely()).isEqualTo(5);
    }

    @Test
    void aRunThatEndedBeforeItsFirstStageNeededNothingThatIsKnown() {
        assertThat(Need.of(planted().pod("a").evidence()))
                .isEqualTo(new Need.Unknown("the run ended before its first stage", "let it run to its end"));
    }

    @Test
    void allMomentsThatHoldWithinATimeAreFound() {
        Need.Known need = known(measured(10, 100));

        assertThat(need.between(Duration.ofMillis(20_500), Duration.ofSeconds(23)))
                .extracting(moment -> moment.at().toSeconds())
                .containsExactly(20L, 21L, 22L, 23L);
    }

    /** One pod does it all, for as long. */
    private static Planted measured(double rate, long length) {
        return planted().pod("a").stage("load", rate, length).counters(20, 40, rate * 25 + 2, "a");
    }

    private static Need.Known known(Planted planted) {
        return (Need.Known) Need.of(planted.evidence());
    }

    private static Moment at(long second, Planted planted) {
        return known(planted).at(Duration.ofSeconds(second));
    }

    @Test
    void withoutStagesNoPlanHasSaidWhatMemoryNeeds() {
        Evidence sent = planted().pod("a").scalesOn("memory").evidence();
        Evidence watched = new Evidence(
                Duration.ofMinutes(5),
                sent.settings(),
                List.of(),
                List.of(),
                List.of(),
                sent.usages(),
                sent.statuses(),
                sent.pods(),
                Optional.empty(),
                true);

        assertThat(Need.of(watched))
                .isInstanceOfSatisfying(
                        Need.Unknown.class, unknown -> assertThat(unknown.why()).contains("does not scale on CPU"));
    }
}
