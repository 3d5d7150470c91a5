package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.contract.Runs.ramp;
import static io.scaleproof.loadtest.contract.Runs.sample;
import static io.scaleproof.loadtest.contract.Runs.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.Brake;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.Verdict.Blame;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {

    @Test
    void aGoodRunKeepsEveryClause() {
        List<Verdict> verdicts = Judge.judge(good().run());
        assertThat(verdicts).hasSize(9).hasOnlyElementsOfType(Verdict.Passed.class);
        assertThat(ContractFile.KEYS)
                .containsSubsequence(verdicts.stream().map(Verdict::clause).toList());
        assertThat(Judge.outcome(verdicts)).isEqualTo(RunOutcome.PASSED);
    }

    @Test
    void theFirstScaleUpCountsFromTheSurge() {
        assertThat(verdict("firstScaleUpWithin", good().run()))
                .isEqualTo(new Verdict.Passed(
                        "firstScaleUpWithin", "first scale-up after the surge", "within 60.0 s", "25.0 s"));
    }

    @Test
    void noScaleUpAtAllFailsWithWhatTheHpaSaysOfItself() {
        RunRecord run = good().pods(sample(-30, 1, 1))
                .hpaSays("ScalingActive", false, "FailedGetResourceMetric", "no metrics returned")
                .run();
        assertFails(
                run,
                "firstScaleUpWithin",
                "the HPA never scaled up: it is blind (FailedGetResourceMetric: no metrics returned)");
    }

    @Test
    void tooFewPodsAllowedFailTheCapacityAndNameTheSetting() {
        RunRecord run = surgeOfTwoMinutes()
                .pods(sample(-30, 1, 1), sample(35, 3, 1), sample(40, 3, 3), sample(230, 1, 1))
                .maxReplicas(3)
                .run();
        assertFails(run, "capacityWithin", "at most 3 of 6 pods were ready: maxReplicas is 3");
        assertThat(((Verdict.Failed) verdict("capacityWithin", run)).remedy())
                .isEqualTo("pulumi config set maxReplicas 6 && pulumi up");
    }

    @Test
    void aPolicyThatHoldsBackIsNamed() {
        RunRecord run = surgeOfTwoMinutes()
                .pods(sample(-30, 1, 1), sample(35, 2, 2), sample(235, 1, 1))
                .decision(35, 1, 2, Brake.POLICY, "wanted 6 from 280 % / 50 %; limited to 2")
                .run();
        assertFails(
                run,
                "capacityWithin",
                "at most 2 of 6 pods were ready: the scale-up policy held it back, 900 % per 15 s"
                        + " (at 35.0 s: wanted 6 from 280 % / 50 %; limited to 2)");
    }

    /** Seen on a machine that others kept busy: pods that were kept from running used less, and the HPA stayed a pod short. */
    @Test
    void capacityThatComesLateOnAMachineWithoutAProcessorToSpareIsNotTheSettingsFault() {
        Runs late = surgeOfTwoMinutes().pods(sample(-30, 1, 1), sample(35, 5, 5), sample(105, 6, 6), sample(240, 1, 1));

        assertUnknown(
                late.starved(10, 130).run(),
                "capacityWithin",
                "the machine that runs both the load test and the pods had no processor to spare for 95.0 s from 10.0 s to 105.0 s:"
                        + " pods did not get what the load asked for, and the HPA saw less than there was");
        assertThat(verdict("capacityWithin", late.starved(10, 50).run()))
                .as("for less than half of it")
                .isInstanceOf(Verdict.Failed.class);
        assertThat(verdict(
                        "capacityWithin",
                        late.starved(10, 130)
                                .decision(35, 1, 5, Brake.MAXIMUM, "wanted 6; limited to 5")
                                .run()))
                .as("what holds the HPA back does so on any machine")
                .isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void capacityThatComesLateFails() {
        RunRecord run = surgeOfTwoMinutes()
                .pods(sample(-30, 1, 1), sample(35, 6, 1), sample(105, 6, 6), sample(240, 1, 1))
                .run();
        assertThat(verdict("capacityWithin", run))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual()).isEqualTo("95.0 s"));
    }

    @Test
    void aRunThatWasStoppedTooSoonLeavesClausesUnknown() {
        RunRecord run = good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4), stage("surge", Phase.SURGE, 10, 30, 5.75))
                .pods(sample(-30, 1, 1))
                .length(30)
                .run();
        assertThat(verdict("backToMinimumWithin", run))
                .isEqualTo(new Verdict.Unknown(
                        "backToMinimumWithin",
                        "back to the minimum",
                        "within 150.0 s",
                        "the pods never left the minimum, so that there was no way back",
                        "ask for a larger load: --pods 2 or more",
                        Verdict.Blame.RUN));
    }

    @Test
    void oneFailedRequestBreaksBothItsClausesAndIsNamed() {
        RunRecord run = good().failed(new FailedRequest(
                        Duration.ofSeconds(121),
                        Duration.ofMillis(2),
                        "quiet",
                        "connection refused",
                        "connect",
                        Optional.of("web"),
                        Optional.of("deleted 0.8 s before")))
                .run();
        assertFails(run, "failedRequestsAtMost", "1 x connection refused: at 121.0 s by pod web, deleted 0.8 s before");
        assertFails(run, "failedRateAtMost", "1 x connection refused: at 121.0 s by pod web, deleted 0.8 s before");
        assertThat(((Verdict.Failed) verdict("failedRequestsAtMost", run)).remedy())
                .startsWith("let pods drain");
    }

    @Test
    void requestsRefusedByPodsThatAreCalledReadyTooSoonAreToldApart() {
        RunRecord run = good().lives(GivenPod.pod("new", 36).ready(38))
                .failed(refusedAt(38), refusedAt(39), refusedAt(90))
                .run();
        assertFails(
                run,
                "failedRequestsAtMost",
                "3 x connection refused: 2 of them within 3.0 s after a pod was called ready, the first at 38.0 s");
    }

    @Test
    void aPodThatRefusedNothingIsNotTheFirst() {
        RunRecord run = good().lives(
                        GivenPod.pod("early", 20).ready(22),
                        GivenPod.pod("new", 36).ready(38))
                .failed(refusedAt(38), refusedAt(39))
                .run();
        assertFails(
                run,
                "failedRequestsAtMost",
                "2 x connection refused: 2 of them within 3.0 s after a pod was called ready, the first at 38.0 s");
    }

    @Test
    void justAfterIsFromASecondBeforeToThreeAfter() {
        RunRecord run = good().lives(GivenPod.pod("new", 36).ready(38))
                .failed(refusedAt(36), refusedAt(37), refusedAt(41), refusedAt(42), refusedAt(40))
                .run();
        assertFails(
                run,
                "failedRequestsAtMost",
                "5 x connection refused: 3 of them within 3.0 s after a pod was called ready, the first at 38.0 s");
    }

    @Test
    void whatFailsOtherwiseJustAfterAStartIsNotRefused() {
        RunRecord run = good().lives(GivenPod.pod("new", 36).ready(38))
                .failed(failed(39, "HTTP 500"))
                .run();
        assertFails(run, "failedRequestsAtMost", "1 x HTTP 500");
    }

    private static FailedRequest refusedAt(long second) {
        return failed(second, "connection refused");
    }

    private static FailedRequest failed(long second, String error) {
        return new FailedRequest(
                Duration.ofSeconds(second),
                Duration.ofMillis(2),
                "surge",
                error,
                "connect",
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void latencyAtCapacityIsJudgedWhereTheCapacityWas() {
        assertThat(verdict("p99AtCapacityWithin", good().p99Millis(251).run())).isInstanceOf(Verdict.Failed.class);
        assertThat(verdict("p99AtCapacityWithin", good().p99Millis(250).run())).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void withoutCapacityItsLatencyIsUnknown() {
        RunRecord run = good().pods(sample(-30, 1, 1)).p99Millis(9_000).run();
        assertThat(verdict("p99AtCapacityWithin", run))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.reason()).isEqualTo("the capacity was never there"));
    }

    @Test
    void onePodTooManyIsAllowedAndTwoAreNot() {
        assertThat(verdict(
                        "overshootAtMost",
                        good().pods(sample(-30, 1, 1), sample(35, 7, 7), sample(140, 1, 1))
                                .run()))
                .isInstanceOf(Verdict.Passed.class);
        RunRecord two = good().pods(sample(-30, 1, 1), sample(35, 8, 8), sample(140, 1, 1))
                .run();
        assertThat(verdict("overshootAtMost", two))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual()).isEqualTo("2 pods (8 wanted, 6 needed)"));
    }

    @Test
    void podsThatStayTooLongFailAndTheWindowIsNamed() {
        RunRecord run = good().pods(sample(-30, 1, 1), sample(35, 6, 1), sample(50, 6, 6))
                .length(400)
                .run();
        assertFails(run, "backToMinimumWithin", "6 pods were left: the scale-down policies allow 100 % per 15 s");
        assertThat(((Verdict.Failed) verdict("backToMinimumWithin", run)).remedy())
                .isEqualTo("pulumi config set scaleDownPolicies 100%/15s && pulumi up");
    }

    @Test
    void podsThatWentTooLateFailToo() {
        RunRecord run = good().pods(sample(-30, 1, 1), sample(35, 6, 6), sample(300, 1, 1))
                .length(400)
                .run();
        assertFails(run, "backToMinimumWithin", "the pods stayed: the scale-down policies allow 100 % per 15 s");
        assertActual(run, "backToMinimumWithin", "230.0 s");
    }

    @Test
    void whoMeetsALimitToTheSecondKeepsIt() {
        RunRecord run = surgeOfTwoMinutes()
                .pods(sample(-30, 1, 1), sample(70, 6, 1), sample(100, 6, 6), sample(300, 1, 1))
                .length(400)
                .run();
        assertPassed(run, "firstScaleUpWithin", "60.0 s");
        assertPassed(run, "capacityWithin", "90.0 s");
        assertPassed(run, "backToMinimumWithin", "150.0 s");
    }

    @Test
    void podsThatAreLeftWhenTheLimitIsOverBreakIt() {
        RunRecord run =
                good().pods(sample(-30, 1, 1), sample(35, 6, 6)).length(220).run();
        assertActual(run, "backToMinimumWithin", "not within 150.0 s");
    }

    @Test
    void aLoadThatWasOverAtTheLimitLeavesTheCapacityOpen() {
        RunRecord run = good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("surge", Phase.SURGE, 10, 100, 5.75),
                        stage("quiet", Phase.QUIET, 100, 200, 0.3))
                .pods(sample(-30, 1, 1), sample(35, 5, 5))
                .length(200)
                .run();
        assertUnknown(
                run, "capacityWithin", "the load that needed 6 pods lasted 90.0 s only, and 6 were not ready by then");
    }

    @Test
    void whatWasNeverSeenIsNotJudgedByTheNeed() {
        RunRecord run = good().pods().run();
        assertUnknown(run, "firstScaleUpWithin", "the scaled object was never seen");
        assertUnknown(run, "backToMinimumWithin", "the scaled object was never seen");
    }

    @Test
    void upDownAndUpAgainIsOneReversal() {
        RunRecord run = good().pods(
                        sample(-30, 1, 1), sample(35, 6, 6), sample(55, 4, 4), sample(65, 6, 6), sample(140, 1, 1))
                .run();
        assertThat(verdict("reversalsAtMost", run))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed ->
                                assertThat(failed.reason()).isEqualTo("the number of pods went 1 -> 6 -> 4 -> 6 -> 1"));
    }

    /** Seen with an HPA that looks at the rate of requests: what is answered sinks with the machine. */
    @Test
    void podsThatGoAndComeBackOnAMachineWithoutAProcessorToSpareAreNotTheSettingsFault() {
        Runs flapping =
                good().pods(sample(-30, 1, 1), sample(35, 6, 6), sample(55, 4, 4), sample(65, 6, 6), sample(140, 1, 1));

        assertUnknown(
                flapping.starved(20, 160).run(),
                "reversalsAtMost",
                "the machine that runs both the load test and the pods had no processor to spare for 20.0 s from 35.0 s to 55.0 s:"
                        + " pods did not get what the load asked for, and the HPA saw less than there was");
        assertThat(verdict("reversalsAtMost", flapping.starved(10, 45).run()))
                .as("for no more than half of what the HPA went by")
                .isInstanceOf(Verdict.Failed.class);
        assertThat(verdict("reversalsAtMost", flapping.starved(55, 160).run()))
                .as("after the step down, and the way back was to what the load needs")
                .isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void oneReversalOnAQuietMachineIsEnoughWhateverTheOthersAre() {
        RunRecord run = surgeOfTwoMinutes()
                .pods(
                        sample(-30, 1, 1),
                        sample(35, 6, 6),
                        sample(55, 4, 4),
                        sample(65, 6, 6),
                        sample(110, 4, 4),
                        sample(120, 6, 6),
                        sample(230, 1, 1))
                .starved(20, 66)
                .run();

        assertActual(run, "reversalsAtMost", "2");
    }

    /** Down to what 5.1 pods' worth of load needs, and up again for 5.75: each step is right, and both were one too many. */
    @Test
    void stepsThatTheLoadExplainsAreNoMachinesDoing() {
        Runs followed = good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("surge", Phase.SURGE, 10, 70, 5.1),
                        stage("more", Phase.SURGE, 70, 130, 5.75),
                        stage("quiet", Phase.QUIET, 130, 220, 0.3))
                .pods(sample(-30, 1, 1), sample(35, 6, 6), sample(60, 5, 5), sample(90, 6, 6), sample(210, 1, 1))
                .length(220);

        assertThat(verdict("reversalsAtMost", followed.run())).isInstanceOf(Verdict.Failed.class);
        assertThat(verdict("reversalsAtMost", followed.starved(5, 220).run())).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void aRightStepDownBesideAFalseOneIsNotHeldAgainstIt() {
        Runs both = good().pods(
                        sample(-30, 1, 1),
                        sample(35, 7, 7),
                        sample(40, 6, 6),
                        sample(60, 4, 4),
                        sample(65, 6, 6),
                        sample(140, 1, 1));

        assertThat(verdict("reversalsAtMost", both.starved(42, 60).run())).isInstanceOf(Verdict.Unknown.class);
        assertThat(verdict("reversalsAtMost", both.starved(62, 160).run())).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void aStepDownThatWasSurelyWrongOnAQuietMachineIsHeldAgainstItWhateverTheStepUpIs() {
        RunRecord run = good().pods(
                        sample(-30, 1, 1), sample(35, 6, 6), sample(55, 4, 4), sample(65, 7, 7), sample(140, 1, 1))
                .starved(45, 160)
                .run();

        assertActual(run, "reversalsAtMost", "1");
    }

    @Test
    void podsThatComeBackBeyondTheLoadAfterAStandstillAreNotTheSettingsFaultEither() {
        Runs beyond =
                good().pods(sample(-30, 1, 1), sample(35, 7, 7), sample(60, 6, 6), sample(65, 7, 7), sample(140, 1, 1));

        assertUnknown(
                beyond.starved(20, 160).run(),
                "reversalsAtMost",
                "the machine that runs both the load test and the pods had no processor to spare for 30.0 s from 35.0 s to 65.0 s:"
                        + " what pods use on such a machine is not the load's alone, and the HPA saw more than there was");
        assertThat(verdict("reversalsAtMost", beyond.starved(20, 45).run())).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void aScaleUpBeforeTheLoadIsGroundless() {
        RunRecord run = good().pods(sample(-30, 1, 1), sample(-10, 2, 2), sample(35, 6, 6), sample(140, 1, 1))
                .run();
        assertFails(
                run,
                "noScaleUpWithoutLoad",
                "1 -> 2 at -10.0 s, when the load was worth 0.0 pods: the HPA's own figure was not seen, which the load does not explain");
    }

    @Test
    void aScaleUpBeyondTheLoadIsGroundlessButNotWithinTheNoise() {
        assertThat(verdict(
                        "noScaleUpWithoutLoad",
                        good().pods(sample(-30, 1, 1), sample(35, 6, 6), sample(60, 7, 7), sample(140, 1, 1))
                                .run()))
                .isInstanceOf(Verdict.Passed.class);
        assertFails(
                good().pods(sample(-30, 1, 1), sample(35, 6, 6), sample(55, 7, 7), sample(65, 9, 9), sample(140, 1, 1))
                        .run(),
                "noScaleUpWithoutLoad",
                "7 -> 9 at 65.0 s, when the load was worth 5.9 pods: the HPA's own figure was not seen, which the load does not explain");
    }

    @Test
    void whatAPlanTooShortCannotShowIsUnknownAndNotLeftOut() {
        RunRecord run = spike().pods(sample(-30, 1, 1)).run();
        List<Verdict> verdicts = Judge.judge(run);
        assertThat(ContractFile.KEYS)
                .containsSubsequence(verdicts.stream().map(Verdict::clause).toList());
        assertThat(verdicts).hasSize(9);
        assertUnknown(
                run, "firstScaleUpWithin", "the HPA never scaled up, but the load that needed it lasted 10.0 s only");
        assertUnknown(
                run, "capacityWithin", "the load that needed 6 pods lasted 10.0 s only, and 6 were not ready by then");
        assertUnknown(
                run,
                "p99AtCapacityWithin",
                "the plan holds no load at its capacity (a stage of phase sustain), or the run did not come that far");
        assertThat(Judge.outcome(verdicts)).isEqualTo(RunOutcome.UNKNOWN);
    }

    @Test
    void aLimitShorterThanTheSpikeIsJudged() {
        Contract contract = ContractFile.parse("capacityWithin: 1s", "test", Map.of());
        assertThat(verdict(
                        "capacityWithin",
                        spike().pods(sample(-30, 1, 1)).contract(contract).run()))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual()).isEqualTo("not within 10.0 s"));
    }

    @Test
    void podsThatCameAfterTheLoadHadToGoBackAllTheSame() {
        RunRecord run = spike().pods(sample(-30, 1, 1), sample(25, 4, 4), sample(110, 1, 1))
                .run();
        assertThat(verdict("backToMinimumWithin", run))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("90.0 s"));
    }

    @Test
    void whoNeverLeftTheMinimumProvesNoWayBack() {
        assertUnknown(
                spike().pods(sample(-30, 1, 1)).run(),
                "backToMinimumWithin",
                "the pods never left the minimum, so that there was no way back");
    }

    @Test
    void aRampAsksForOnePodAfterAnother() {
        RunRecord run = good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        ramp("ramp", 10, 130, 0.5, 5.75),
                        stage("sustain", Phase.SUSTAIN, 130, 150, 5.75),
                        stage("quiet", Phase.QUIET, 150, 250, 0.3))
                .pods(sample(-30, 1, 1), sample(40, 3, 3), sample(90, 5, 5), sample(140, 6, 6), sample(240, 1, 1))
                .length(250)
                .run();
        // The sixth is needed from 5.5 pods' worth on, at some 124 s.
        assertThat(verdict("capacityWithin", run))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("16.0 s"));
    }

    @Test
    void podsThatWereThereAlreadyProveNoScaleUp() {
        RunRecord run = good().pods(sample(-30, 6, 6), sample(140, 1, 1)).run();
        assertUnknown(
                run, "firstScaleUpWithin", "the load never needed more than the 6 pods that were there at its start");
        assertUnknown(
                run,
                "capacityWithin",
                "the 6 pods that were ready at the load's start may have been enough for it (it needed 6)");
        for (String clause : List.of("firstScaleUpWithin", "capacityWithin")) {
            assertThat(((Verdict.Unknown) verdict(clause, run)).remedy()).isEqualTo("ask for a larger load: --pods 8");
        }
    }

    @Test
    void twoPeaksAreNotTwoReversals() {
        RunRecord run = twoPeaks()
                .pods(sample(-30, 1, 1), sample(30, 6, 6), sample(130, 1, 1), sample(230, 6, 6), sample(330, 1, 1))
                .run();
        assertThat(verdict("reversalsAtMost", run)).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void flappingWithinOneOfTwoPeaksIsSeen() {
        RunRecord run = twoPeaks()
                .pods(sample(-30, 1, 1), sample(30, 6, 6), sample(50, 3, 3), sample(65, 6, 6), sample(330, 1, 1))
                .run();
        assertThat(verdict("reversalsAtMost", run))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual()).isEqualTo("1"));
    }

    private static Runs twoPeaks() {
        return good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("one", Phase.SURGE, 10, 70, 5.75),
                        stage("trough", Phase.QUIET, 70, 200, 0.3),
                        stage("two", Phase.SURGE, 200, 260, 5.75),
                        stage("quiet", Phase.QUIET, 260, 350, 0.3))
                .length(350);
    }

    @Test
    void aFadeOutCountsFromWhenTheNeedFell() {
        RunRecord run = good().stages(
                        stage("surge", Phase.SURGE, 0, 60, 5.75),
                        new StageRun(
                                "fade",
                                Phase.QUIET,
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(180),
                                11.5,
                                0.6,
                                0.3,
                                25,
                                List.of()),
                        stage("quiet", Phase.QUIET, 180, 260, 0.3))
                .pods(sample(-30, 1, 1), sample(25, 6, 6), sample(240, 1, 1))
                .length(260)
                .run();
        // One pod is surely enough from 1.1 pods' worth on, which is some 17 s before the fade's end.
        assertThat(verdict("backToMinimumWithin", run))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("76.0 s"));
    }

    @Test
    void aLightLoadThatMayHaveNeededASecondPodDoesNotHideThatAllWentInTime() {
        RunRecord run = good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("surge", Phase.SURGE, 10, 70, 5.75),
                        stage("quiet", Phase.QUIET, 70, 160, 1.09))
                .run();
        assertThat(verdict("backToMinimumWithin", run))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("70.0 s"));
    }

    @Test
    void failuresCountAsSlowerThanAnyLimit() {
        RunRecord run = good().failedInSecond(55, 6).run();
        assertThat(verdict("p99AtCapacityWithin", run))
                .isEqualTo(new Verdict.Failed(
                        "p99AtCapacityWithin",
                        "p99 latency at capacity",
                        "within 250 ms",
                        "more than one in a hundred failed",
                        "a request that failed counts as slower than any limit",
                        "see the clause on failed requests"));
    }

    @Test
    void slowAnswersOfALateGeneratorAreNotTheServices() {
        Runs slow = good().p99Millis(900);
        for (long second = 50; second < 70; second++) {
            slow.late(second, 640);
        }
        assertThat(verdict("p99AtCapacityWithin", slow.run()))
                .isEqualTo(new Verdict.Unknown(
                        "p99AtCapacityWithin",
                        "p99 latency at capacity",
                        "within 250 ms",
                        "the load generator was late by up to 640 ms from 50 s to 70 s",
                        "give the load test a machine that is less busy, or a smaller rate",
                        Blame.GENERATOR));
        assertThat(Judge.outcome(Judge.judge(slow.run()))).isEqualTo(RunOutcome.VOID);
    }

    @Test
    void slowAnswersOfPodsThatHadNoProcessorAreNotTheServices() {
        Runs slow = good().p99Millis(900).starved(45, 75);
        assertUnknown(
                slow.run(),
                "p99AtCapacityWithin",
                "the machine that runs both the load test and the pods had no processor to spare from 45.0 s to 75.0 s");
        assertThat(Judge.outcome(Judge.judge(slow.run()))).isEqualTo(RunOutcome.VOID);
        assertThat(verdict(
                        "p99AtCapacityWithin",
                        good().p99Millis(900).starved(80, 90).run()))
                .isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void refusalsForWantOfAProcessorAreNotTheServicesButRefusedConnectionsAre() {
        assertUnknown(
                good().failed(failed(55, "HTTP 503")).starved(45, 75).run(),
                "failedRequestsAtMost",
                "the machine that runs both the load test and the pods had no processor to spare from 45.0 s to 75.0 s");
        assertThat(verdict(
                        "failedRequestsAtMost",
                        good().failed(refusedAt(55)).starved(45, 75).run()))
                .isInstanceOf(Verdict.Failed.class);
        assertThat(verdict(
                        "failedRequestsAtMost",
                        good().failed(failed(55, "HTTP 503")).starved(80, 90).run()))
                .isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void aGeneratorThatWasLateElsewhereIsNoExcuse() {
        assertThat(verdict(
                        "p99AtCapacityWithin",
                        good().p99Millis(900).late(100, 640).run()))
                .isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void whatWasNotWatchedIsNotCalledBroken() {
        Runs run = surgeOfTwoMinutes()
                .pods(sample(-30, 1, 1), sample(35, 2, 2), sample(235, 1, 1))
                .unseen(Watched.TARGET, 40, 160);
        assertThat(verdict("capacityWithin", run.run()))
                .isEqualTo(new Verdict.Unknown(
                        "capacityWithin",
                        "6 pods ready",
                        "within 90.0 s",
                        "the scaled object was not watched from 40.0 s to 160.0 s (the API server went away)",
                        "see that the API server can be reached throughout the run",
                        Blame.WATCH));
    }

    @Test
    void whatWasNotWatchedIsNotCalledKeptEither() {
        RunRecord run = good().unseen(Watched.TARGET, 90, 120).run();
        assertUnknown(
                run,
                "overshootAtMost",
                "the scaled object was not watched from 90.0 s to 120.0 s (the API server went away)");
        assertUnknown(
                run,
                "reversalsAtMost",
                "the scaled object was not watched from 90.0 s to 120.0 s (the API server went away)");
    }

    @Test
    void whatWasSeenToBreakStaysBroken() {
        RunRecord run = good().pods(sample(-30, 1, 1), sample(35, 9, 9), sample(140, 1, 1))
                .unseen(Watched.TARGET, 90, 120)
                .run();
        assertThat(verdict("overshootAtMost", run)).isInstanceOf(Verdict.Failed.class);
    }

    private static Runs surgeOfTwoMinutes() {
        return good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("surge", Phase.SURGE, 10, 130, 5.75),
                        stage("sustain", Phase.SUSTAIN, 130, 150, 5.75),
                        stage("quiet", Phase.QUIET, 150, 250, 0.3))
                .length(250);
    }

    private static Runs spike() {
        return good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("spike", Phase.SURGE, 10, 20, 5.75),
                        stage("quiet", Phase.QUIET, 20, 160, 0.3));
    }

    private static void assertUnknown(RunRecord run, String clause, String reason) {
        assertThat(verdict(clause, run))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.reason()).isEqualTo(reason));
    }

    @Test
    void oneFailureBreaksTheContractAndOneUnknownLeavesItUnproven() {
        Verdict passed = new Verdict.Passed("a", "a", "x", "y");
        Verdict unknown = new Verdict.Unknown("b", "b", "x", "r", "s", Verdict.Blame.RUN);
        Verdict failed = new Verdict.Failed("c", "c", "x", "y", "r", "s");
        assertThat(Judge.outcome(List.of(passed, unknown))).isEqualTo(RunOutcome.UNKNOWN);
        assertThat(Judge.outcome(List.of(passed, unknown, failed))).isEqualTo(RunOutcome.FAILED);
    }

    private static void assertFails(RunRecord run, String clause, String reason) {
        assertThat(verdict(clause, run))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(reason));
    }

    private static void assertPassed(RunRecord run, String clause, String actual) {
        assertThat(verdict(clause, run))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo(actual));
    }

    private static void assertActual(RunRecord run, String clause, String actual) {
        assertThat(verdict(clause, run))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual()).isEqualTo(actual));
    }

    private static Verdict verdict(String clause, RunRecord run) {
        return Runs.verdict(clause, run);
    }
}
