package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.contract.Runs.sample;
import static io.scaleproof.loadtest.contract.Runs.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.need.Range;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What clauses make of a need that is known to lie between two numbers. Times are in seconds, loads in pods' worth. */
class UncertainNeedTest {
    private static final FullPod POD = new FullPod(50, 0, 0.1, 0.02);
    private static final Runs HELD = good().stages(
                    stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                    stage("surge", Phase.SURGE, 10, 160, 5.75),
                    stage("quiet", Phase.QUIET, 160, 300, 0.3))
            .length(300);

    @Test
    void aScaleUpThatIsInTimeOnlyIfTheLoadCameLateProvesNothing() {
        Verdict verdict = first(moment(10, 0.9, 1.05, 1.3), moment(40, 1.2, 1.4, 1.6), moment(160, 0, 0, 0));

        assertUnknown(verdict, "the load needed more pods since 10.0 s, or since 40.0 s only: it is not known better");
    }

    @Test
    void oneThatIsInTimeEitherWayIs() {
        assertThat(first(moment(25, 0.9, 1.05, 1.3), moment(40, 1.2, 1.4, 1.6), moment(160, 0, 0, 0)))
                .isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void oneThatIsLateEitherWayIsNot() {
        RunRecord run = HELD.pods(sample(-30, 1, 1), sample(110, 6, 6)).run();

        assertThat(first(run, moment(10, 0.9, 1.05, 1.3), moment(40, 1.2, 1.4, 1.6), moment(160, 0, 0, 0)))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual()).isEqualTo("70.0 s"));
    }

    @Test
    void aLoadThatMayHaveNeededNoMoreAsksNothing() {
        assertUnknown(
                first(moment(10, 0.9, 1.05, 1.3), moment(160, 0, 0, 0)),
                "whether the load needed more than the 1 pod that were there is within what can be measured");
    }

    @Test
    void aWayBackThatIsInTimeOnlyIfTheLoadEndedLateProvesNothing() {
        RunRecord run = HELD.pods(sample(-30, 1, 1), sample(35, 6, 6), sample(280, 1, 1))
                .run();

        Verdict verdict = back(run, moment(10, 5, 5.5, 6), moment(120, 0.5, 0.9, 1.3), moment(160, 0, 0, 0));

        assertUnknown(verdict, "the minimum was enough since 120.0 s, or since 160.0 s only: it is not known better");
        assertThat(back(run, moment(10, 5, 5.5, 6), moment(140, 0.5, 0.9, 1.3), moment(160, 0, 0, 0)))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("120.0 s"));
    }

    @Test
    void podsThatAreLeftBeforeTheLimitIsOverProveNothing() {
        RunRecord run = HELD.pods(sample(-30, 1, 1), sample(35, 6, 6)).run();

        assertUnknown(
                back(run, moment(10, 5, 5.5, 6), moment(160, 0, 0, 0)),
                "6 pods were left in the 140.0 s that were watched");
        assertUnknown(back(run, moment(10, 5, 5.5, 6)), "the run ended under load");
    }

    @Test
    void aNeedKnownTooBadlyIsServedForCertainOrNotProvenToBe() {
        RunRecord six = HELD.pods(sample(-30, 1, 1), sample(35, 6, 6)).run();
        RunRecord nine = HELD.pods(sample(-30, 1, 1), sample(35, 9, 9)).run();
        Moment[] wide = {moment(10, 5, 6, 9), moment(160, 0, 0, 0)};

        assertUnknown(capacity(six, wide), "the load needed something between 5 and 9 pods: it is not known better");
        assertThat(capacity(nine, wide)).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void aLoadIsJudgedWhereItIsKnownWell() {
        RunRecord run = HELD.pods(sample(-30, 1, 1), sample(35, 8, 8)).run();

        Verdict verdict = capacity(run, moment(10, 8.5, 10, 13), moment(60, 7.7, 8, 8.3), moment(160, 0, 0, 0));

        assertThat(verdict).isInstanceOf(Verdict.Passed.class);
        assertThat(verdict.title()).isEqualTo("7 or 8 pods ready");
    }

    @Test
    void aNeedThatDipsForLessThanFiveSecondsIsOne() {
        RunRecord run = HELD.pods(sample(-30, 1, 1), sample(35, 5, 5), sample(104, 6, 6))
                .run();
        Moment[] dip = {
            moment(10, 5.7, 5.8, 5.9), moment(50, 5, 5.1, 5.2), moment(54, 5.7, 5.8, 5.9), moment(160, 0, 0, 0)
        };
        Moment[] gap = {
            moment(10, 5.7, 5.8, 5.9), moment(50, 5, 5.1, 5.2), moment(55, 5.7, 5.8, 5.9), moment(160, 0, 0, 0)
        };

        assertThat(capacity(run, dip)).isInstanceOf(Verdict.Failed.class);
        assertThat(capacity(run, gap)).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void whatIsOnlyLikelyNeededLaterIsNotAskedThoughItWasSurelyNeededBefore() {
        RunRecord run = HELD.pods(sample(-30, 1, 1), sample(40, 6, 6), sample(100, 5, 5))
                .run();

        assertThat(capacity(
                        run,
                        moment(10, 5.7, 5.8, 5.9),
                        moment(70, 0.3, 0.3, 0.3),
                        moment(120, 5.5, 5.56, 5.6),
                        moment(260, 0, 0, 0)))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("30.0 s"));
    }

    @Test
    void capacityThatIsInTimeToTheSecondByTheBestGuessIsInTime() {
        RunRecord run = HELD.pods(sample(-30, 1, 1), sample(35, 5, 5), sample(100, 6, 6))
                .run();

        assertThat(capacity(run, moment(10, 5.5, 5.56, 5.6), moment(50, 5.7, 5.8, 5.9), moment(160, 0, 0, 0)))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("90.0 s"));
    }

    @Test
    void threePodsInTwentyAreKnownWellEnoughAndFourAreNot() {
        RunRecord run = HELD.pods(sample(-30, 1, 1), sample(35, 20, 20)).run();

        assertThat(capacity(run, needed(10, 20, 23), moment(160, 0, 0, 0))).isInstanceOf(Verdict.Passed.class);
        assertUnknown(
                capacity(run, needed(10, 20, 24), moment(160, 0, 0, 0)),
                "the load needed something between 20 and 24 pods: it is not known better");
    }

    @Test
    void aLoadThatIsKnownWellCountsDownToFifteenPercentBelowTheHeight() {
        RunRecord run = HELD.pods(sample(-30, 1, 1), sample(35, 20, 20)).run();

        assertThat(capacity(run, needed(10, 20, 30), needed(60, 17, 18), moment(160, 0, 0, 0))
                        .title())
                .isEqualTo("17 or 18 pods ready");
        assertThat(capacity(run, needed(10, 20, 30), needed(60, 16, 17), moment(160, 0, 0, 0))
                        .title())
                .isEqualTo("20 to 30 pods ready");
    }

    @Test
    void aWayBackThatIsInTimeToTheSecondIfTheLoadEndedLateProvesNothing() {
        RunRecord run = HELD.pods(sample(-30, 1, 1), sample(35, 6, 6), sample(310, 1, 1))
                .length(400)
                .run();

        assertUnknown(
                back(run, moment(10, 5, 5.5, 6), moment(120, 0.5, 0.9, 1.3), moment(160, 0, 0, 0)),
                "the minimum was enough since 120.0 s, or since 160.0 s only: it is not known better");
    }

    @Test
    void podsThatWentUnderLoadAreNotBackForGood() {
        RunRecord run = HELD.pods(sample(-30, 1, 1), sample(35, 6, 6), sample(200, 1, 1))
                .run();

        assertUnknown(back(run, moment(10, 5, 5.5, 6)), "the run ended under load");
    }

    private static Verdict first(Moment... moments) {
        return first(HELD.pods(sample(-30, 1, 1), sample(80, 6, 6)).run(), moments);
    }

    private static Verdict first(RunRecord run, Moment... moments) {
        return new FirstScaleUp(facts(run, moments), new Doubts(run), new Causes(run))
                .judge(new Clause("firstScaleUpWithin", "first scale-up", "within 60.0 s"), Duration.ofMinutes(1));
    }

    private static Verdict back(RunRecord run, Moment... moments) {
        return new BackToMinimum(facts(run, moments), new Doubts(run), new Causes(run))
                .judge(new Clause("backToMinimumWithin", "back", "within 150.0 s"), Duration.ofSeconds(150));
    }

    private static Verdict capacity(RunRecord run, Moment... moments) {
        Capacity capacity = new Capacity(facts(run, moments), new Doubts(run), new Causes(run), Duration.ofSeconds(90));
        return capacity.judge(new Clause("capacityWithin", capacity.title(), "within 90.0 s"));
    }

    private static Facts facts(RunRecord run, Moment... moments) {
        Moment before = new Moment(Need.BEFORE, Range.ZERO, 1, 1, 1, 0, 1);
        List<Moment> all = Stream.concat(Stream.of(before), Stream.of(moments)).toList();
        return new Facts(run, new Need.Known(POD, 1, all, "as in the test"));
    }

    private static Moment moment(long at, double low, double mid, double high) {
        return new Moment(
                Duration.ofSeconds(at),
                new Range(low, mid, high),
                POD.leastEnough(low),
                POD.enough(mid),
                POD.enough(high),
                high,
                POD.atMost(high));
    }

    private static Moment needed(long at, int fewest, int surely) {
        return new Moment(Duration.ofSeconds(at), Range.around(fewest, 0), fewest, fewest, surely, surely, surely);
    }

    private static void assertUnknown(Verdict verdict, String reason) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.reason()).isEqualTo(reason));
    }
}
