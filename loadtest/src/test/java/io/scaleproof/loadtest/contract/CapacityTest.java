package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.contract.Runs.sample;
import static io.scaleproof.loadtest.contract.Runs.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.StageRun.Trim;
import io.scaleproof.loadtest.record.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Six pods are most likely needed from 5.5 pods' worth on, and surely from 5.68 on. */
class CapacityTest {

    @Test
    void aNumberOfPodsThatWasOnlyLikelyNeededIsAskedSinceItSurelyWas() {
        Verdict verdict = verdict(good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("boundary", Phase.SURGE, 10, 130, 5.56),
                        stage("surge", Phase.SURGE, 130, 230, 5.8),
                        stage("quiet", Phase.QUIET, 230, 330, 0.3))
                .pods(sample(-30, 1, 1), sample(35, 5, 5), sample(160, 6, 6), sample(320, 1, 1))
                .length(330));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("30.0 s"));
    }

    @Test
    void podsThatWereThereWhenTheLoadCameTookNoTime() {
        assertThat(verdict(good().pods(sample(-30, 1, 1), sample(5, 6, 6), sample(140, 1, 1))))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("there when the load came"));
        assertThat(verdict(good().pods(sample(-30, 1, 1), sample(5, 5, 5), sample(11, 6, 6), sample(140, 1, 1))))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("1.0 s"));
    }

    @Test
    void podsThatALoadNeededOnlyUntilItWasTrimmedAreNotAsked() {
        Verdict verdict = verdict(trimmed(new Trim(Duration.ofSeconds(30), 11.5, 35))
                .pods(sample(-30, 1, 1), sample(35, 6, 6), sample(240, 1, 1)));

        assertThat(verdict.title()).isEqualTo("6 pods ready");
        assertThat(verdict).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void noMoreAreThoseThatOnlyTheNextStageDidNotNeedAlthoughThePlanAskedForAsMuch() {
        Verdict verdict = verdict(good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        new StageRun("surge", Phase.SURGE, seconds(10), seconds(40), 16, 16, 5.75, 25, List.of()),
                        stage("settle", Phase.SURGE, 40, 140, 5.75),
                        stage("quiet", Phase.QUIET, 140, 250, 0.3))
                .pods(sample(-30, 1, 1), sample(35, 6, 6), sample(240, 1, 1))
                .length(250));

        assertThat(verdict).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void podsThatTheTrimmedLoadStillNeedsAre() {
        Verdict verdict = verdict(trimmed(new Trim(Duration.ofSeconds(30), 11.5, 35))
                .pods(sample(-30, 1, 1), sample(35, 5, 5), sample(240, 1, 1)));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.reason()).startsWith("at most 5 of 6 pods were ready"));
    }

    @Test
    void whatThePlanTookBackIsStillOpen() {
        Verdict verdict = verdict(good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("peak", Phase.SURGE, 10, 40, 8),
                        stage("less", Phase.SURGE, 40, 140, 5.75),
                        stage("quiet", Phase.QUIET, 140, 250, 0.3))
                .pods(sample(-30, 1, 1), sample(35, 6, 6), sample(240, 1, 1))
                .length(250));

        assertThirtySecondsOfEight(verdict);
    }

    @Test
    void soIsWhatThePlansEndTookBack() {
        Verdict verdict = verdict(good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("surge", Phase.SURGE, 10, 110, 4.8),
                        stage("peak", Phase.SURGE, 110, 140, 8))
                .pods(sample(-30, 1, 1), sample(35, 5, 5)));

        assertThirtySecondsOfEight(verdict);
    }

    @Test
    void soIsWhatAPlanOfRatesTookBackThoughItBeganWithIt() {
        Verdict verdict = verdict(good().stages(
                        new StageRun("peak", Phase.SURGE, seconds(0), seconds(30), 16, 16, 0, 25, List.of()),
                        new StageRun("less", Phase.SURGE, seconds(30), seconds(130), 11.5, 11.5, 0, 25, List.of()),
                        new StageRun("quiet", Phase.QUIET, seconds(130), seconds(250), 0.6, 0.6, 0, 25, List.of()))
                .pods(sample(-30, 1, 1), sample(25, 6, 6), sample(240, 1, 1))
                .length(250));

        assertThirtySecondsOfEight(verdict);
    }

    @Test
    void thatTheLoadFadesLaterDoesNotMakeATrimThePlans() {
        Verdict verdict = verdict(good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        new StageRun(
                                "surge",
                                Phase.SURGE,
                                seconds(10),
                                seconds(140),
                                16,
                                11.5,
                                5.75,
                                25,
                                List.of(new Trim(seconds(30), 11.5, 35))),
                        new StageRun("fade", Phase.QUIET, seconds(140), seconds(250), 11.5, 0.6, 0.3, 25, List.of()))
                .pods(sample(-30, 1, 1), sample(35, 6, 6), sample(240, 1, 1))
                .length(250));

        assertThat(verdict).isInstanceOf(Verdict.Passed.class);
    }

    private static void assertThirtySecondsOfEight(Verdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.reason())
                                .isEqualTo(
                                        "the load that needed 8 pods lasted 30.0 s only, and 8 were not ready by then"));
    }

    private static Runs trimmed(Trim... trims) {
        return good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        new StageRun(
                                "surge", Phase.SURGE, seconds(10), seconds(140), 16, 11.5, 5.75, 25, List.of(trims)),
                        stage("quiet", Phase.QUIET, 140, 250, 0.3))
                .length(250);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Verdict verdict(Runs runs) {
        return runs.verdict("capacityWithin");
    }
}
