package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.contract.Runs.sample;
import static io.scaleproof.loadtest.contract.Runs.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.need.Range;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.Verdict.Blame;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 5.75 pods' worth of load from 10 s to 70 s; a pod too many is allowed. */
class OvershootTest {
    private static final DeploymentSample[] NINE = {
        sample(-30, 1, 1), sample(35, 6, 6), sample(50, 9, 9), sample(140, 1, 1)
    };

    @Test
    void requestsThatQueuedExplainPodsToo() {
        assertThat(verdict("overshootAtMost", good().pods(NINE))).isInstanceOf(Verdict.Failed.class);
        // 90 requests of 25 ms within a window of 15 s are three pods' worth.
        assertThat(verdict("overshootAtMost", good().pods(NINE).waiting(34, 90)))
                .isInstanceOf(Verdict.Passed.class);
        assertThat(verdict("noScaleUpWithoutLoad", good().pods(NINE).waiting(34, 90)))
                .isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void withoutBehaviorTheHpaGoesOnToWhatItOnceWanted() {
        DeploymentSample[] late = {sample(-30, 1, 1), sample(35, 4, 4), sample(150, 6, 6), sample(158, 1, 1)};
        Rules none = new Rules(Duration.ofMinutes(5), "Max", List.of(), 0.1);
        Rules some = new Rules(
                Duration.ofMinutes(5), "Max", List.of(new Policy("Percent", 100, Duration.ofSeconds(15))), 0.1);

        assertThat(verdict(
                        "noScaleUpWithoutLoad", good().pods(late).scaleUp(some).scaleDown(some)))
                .isInstanceOf(Verdict.Failed.class);
        assertThat(verdict(
                        "noScaleUpWithoutLoad", good().pods(late).scaleUp(none).scaleDown(none)))
                .isInstanceOf(Verdict.Passed.class);
        assertThat(verdict("overshootAtMost", good().pods(late).scaleUp(none).scaleDown(none)))
                .isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void whatMeasuringTheCostWasWorthExplainsAPodJustAfterItAndNoOther() {
        DeploymentSample[] early = {sample(-30, 1, 1), sample(7, 2, 2), sample(35, 6, 6), sample(140, 1, 1)};
        DeploymentSample[] earlyAndMore = {sample(-30, 1, 1), sample(7, 4, 4), sample(35, 6, 6), sample(140, 1, 1)};

        assertThat(verdict("noScaleUpWithoutLoad", good().pods(early))).isInstanceOf(Verdict.Failed.class);
        assertThat(verdict("noScaleUpWithoutLoad", good().pods(early).measuringUsed(57)))
                .isInstanceOf(Verdict.Passed.class);
        assertThat(verdict("overshootAtMost", good().pods(earlyAndMore).measuringUsed(57)))
                .isInstanceOf(Verdict.Failed.class);
        assertThat(verdict(
                        "noScaleUpWithoutLoad",
                        good().pods(sample(-30, 1, 1), sample(35, 6, 6), sample(140, 1, 1), sample(150, 2, 2))
                                .length(240)
                                .measuringUsed(57)))
                .isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void whatChangedWhileNobodyWatchedMayHaveBeenAskedForThen() {
        Runs unseen = good().pods(sample(-30, 1, 1), sample(35, 6, 6), sample(150, 9, 9), sample(158, 1, 1))
                .unseen(Watched.TARGET, 40, 150);

        assertUnseen(verdict("overshootAtMost", unseen));
        assertUnseen(verdict("noScaleUpWithoutLoad", unseen));
    }

    private static void assertUnseen(Verdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.reason())
                                .isEqualTo(
                                        "the scaled object was not watched from 40.0 s to 150.0 s (the API server went away)"));
    }

    @Test
    void podsBeyondTheLoadOnAMachineWithoutAProcessorToSpareMayBeTheMachines() {
        Runs beyond = good().pods(sample(-30, 1, 1), sample(35, 7, 7), sample(50, 9, 9), sample(140, 1, 1));
        for (String clause : List.of("overshootAtMost", "noScaleUpWithoutLoad")) {
            assertThat(verdict(clause, beyond.starved(10, 60)))
                    .isInstanceOfSatisfying(Verdict.Unknown.class, unknown -> {
                        assertThat(unknown.reason())
                                .isEqualTo(
                                        "the machine that runs both the load test and the pods had no processor to spare for"
                                                + " 30.0 s from 20.0 s to 50.0 s: what pods use on such a machine is not the"
                                                + " load's alone, and the HPA saw more than there was");
                        assertThat(unknown.blame()).isEqualTo(Blame.GENERATOR);
                    });
            assertThat(verdict(clause, beyond.starved(10, 35))).isInstanceOf(Verdict.Failed.class);
        }
    }

    @Test
    void whatTheQuietMachineDidStaysBrokenBesideWhatTheBusyOneDid() {
        Runs twice = good().pods(
                        sample(-30, 1, 1), sample(35, 7, 7), sample(50, 10, 10), sample(68, 12, 12), sample(140, 1, 1))
                .starved(10, 50);

        assertThat(verdict("overshootAtMost", twice)).isInstanceOfSatisfying(Verdict.Failed.class, failed -> {
            assertThat(failed.actual()).isEqualTo("6 pods (12 wanted, 6 needed)");
            assertThat(failed.reason()).startsWith("10 -> 12 at 68.0 s");
        });
        assertThat(verdict("noScaleUpWithoutLoad", twice))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.reason()).startsWith("10 -> 12 at 68.0 s"));
    }

    @Test
    void aLoadKnownNoBetterThanByHalfProvesNothing() {
        Verdict verdict = beyond(new Range(4, 6, 9), NINE);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.reason())
                                .isEqualTo(
                                        "1 -> 6 at 35.0 s may be more than needed, or not: the load was worth something"
                                                + " between 4.0 and 9.0 pods"));
    }

    @Test
    void oneKnownByHalfOrAStepThatItExplainsInAnyCaseDoes() {
        DeploymentSample[] five = {sample(-30, 1, 1), sample(35, 5, 5), sample(140, 1, 1)};

        assertThat(beyond(new Range(4, 6, 8), sample(-30, 1, 1), sample(35, 6, 6), sample(140, 1, 1)))
                .isInstanceOf(Verdict.Passed.class);
        assertThat(beyond(new Range(4, 6, 9), five)).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void anHpaThatNeverScaledUpWentBeyondNothingIfItWasAsked() {
        assertThat(verdict("overshootAtMost", good().pods(sample(-30, 1, 1))))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("0 pods (the HPA never scaled up)"));
        assertThat(verdict(
                        "overshootAtMost",
                        good().stages(stage("baseline", Phase.BASELINE, 0, 60, 0.4))
                                .pods(sample(-30, 1, 1))))
                .isInstanceOfSatisfying(Verdict.Unknown.class, unknown -> {
                    assertThat(unknown.reason())
                            .isEqualTo("the load never needed more than the minimum, and the HPA never scaled up");
                    assertThat(unknown.remedy()).isEqualTo("ask for a larger load: --pods 3");
                });
    }

    /** Of a load that was worth so many pods from 10 s on. */
    private static Verdict beyond(Range worth, DeploymentSample... pods) {
        RunRecord run = good().pods(pods).run();
        int most = (int) worth.high();
        Need.Known need = new Need.Known(
                new FullPod(50, 0, 0.1, 0.02),
                1,
                List.of(
                        new Moment(Need.BEFORE, Range.ZERO, 1, 1, 1, 0, 1),
                        new Moment(Duration.ofSeconds(10), worth, (int) worth.low(), 6, most, most, most)),
                "as in the test");
        return new Overshoot(new Facts(run, need), new Doubts(run), new Causes(run))
                .beyondNeed(new Clause("overshootAtMost", "pods beyond the need", "at most 1 pod"), 1);
    }

    private static Verdict verdict(String clause, Runs runs) {
        return runs.verdict(clause);
    }
}
