package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.contract.Runs.sample;
import static io.scaleproof.loadtest.contract.Runs.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {

    @Test
    void aGoodRunKeepsEveryClause() {
        List<Verdict> verdicts = Judge.judge(good().run());
        assertThat(verdicts).hasSize(9).hasOnlyElementsOfType(Verdict.Passed.class);
        assertThat(verdicts).extracting(Verdict::clause).isEqualTo(ContractFile.KEYS);
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
        RunRecord run = good().pods(sample(-30, 1, 1), sample(35, 3, 1), sample(40, 3, 3), sample(150, 1, 1))
                .maxReplicas(3)
                .length(170)
                .run();
        assertFails(run, "capacityWithin", "at most 3 of 6 pods were ready: maxReplicas is 3");
        assertThat(((Verdict.Failed) verdict("capacityWithin", run)).remedy())
                .isEqualTo("pulumi config set maxReplicas 6 && pulumi up");
    }

    @Test
    void aPolicyThatHoldsBackIsNamed() {
        RunRecord run = good().pods(sample(-30, 1, 1), sample(35, 2, 2), sample(155, 1, 1))
                .hpaSays("ScalingLimited", true, "ScaleUpLimit", "the desired replica count is increasing faster")
                .run();
        assertFails(
                run,
                "capacityWithin",
                "at most 2 of 6 pods were ready: the scale-up policy holds it back (900 % per 15 s)");
    }

    @Test
    void capacityThatComesLateFails() {
        RunRecord run = good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("surge", Phase.SURGE, 10, 130, 5.75),
                        stage("sustain", Phase.SUSTAIN, 130, 150, 5.75),
                        stage("quiet", Phase.QUIET, 150, 250, 0.3))
                .pods(sample(-30, 1, 1), sample(35, 6, 1), sample(105, 6, 6), sample(240, 1, 1))
                .length(250)
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
                        "the run ended under load",
                        "let it run to its end"));
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
        assertFails(run, "failedRequestsAtMost", "1 x connection refused");
        assertFails(run, "failedRateAtMost", "1 x connection refused");
        assertThat(((Verdict.Failed) verdict("failedRequestsAtMost", run)).remedy())
                .startsWith("let pods drain");
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
        assertFails(run, "backToMinimumWithin", "6 pods were left");
        assertThat(((Verdict.Failed) verdict("backToMinimumWithin", run)).remedy())
                .isEqualTo("the scale-down window is 60 s: pulumi config set scaleDownWindowSeconds 60");
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

    @Test
    void aScaleUpBeforeTheLoadIsGroundless() {
        RunRecord run = good().pods(sample(-30, 1, 1), sample(-10, 2, 2), sample(35, 6, 6), sample(140, 1, 1))
                .run();
        assertFails(run, "noScaleUpWithoutLoad", "1 -> 2 at -10.0 s, when the load was worth 0.0 pods");
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
                "7 -> 9 at 65.0 s, when the load was worth 5.8 pods");
    }

    @Test
    void aPlanWithoutASustainedStageDoesNotAskForCapacity() {
        RunRecord run = good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("spike", Phase.SURGE, 10, 20, 5.75),
                        stage("quiet", Phase.QUIET, 20, 160, 0.3))
                .pods(sample(-30, 1, 1))
                .run();
        assertThat(Judge.judge(run))
                .hasOnlyElementsOfType(Verdict.Passed.class)
                .extracting(Verdict::clause)
                .doesNotContain("firstScaleUpWithin", "capacityWithin", "p99AtCapacityWithin");
    }

    @Test
    void aRampIsJudgedFromItsTop() {
        RunRecord run = good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        new io.scaleproof.loadtest.record.StageRun(
                                "ramp",
                                Phase.SURGE,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(130),
                                1,
                                11,
                                5.75,
                                25,
                                List.of()),
                        stage("sustain", Phase.SUSTAIN, 130, 150, 5.75),
                        stage("quiet", Phase.QUIET, 150, 250, 0.3))
                .pods(sample(-30, 1, 1), sample(40, 6, 1), sample(140, 6, 6), sample(240, 1, 1))
                .length(250)
                .run();
        assertThat(verdict("capacityWithin", run))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("10.0 s"));
    }

    @Test
    void oneFailureBreaksTheContractAndOneUnknownLeavesItUnproven() {
        Verdict passed = new Verdict.Passed("a", "a", "x", "y");
        Verdict unknown = new Verdict.Unknown("b", "b", "x", "r", "s");
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

    private static Verdict verdict(String clause, RunRecord run) {
        return Judge.judge(run).stream()
                .filter(verdict -> verdict.clause().equals(clause))
                .findFirst()
                .orElseThrow();
    }
}
