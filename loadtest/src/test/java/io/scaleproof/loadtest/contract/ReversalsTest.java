package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.contract.Runs.sample;
import static io.scaleproof.loadtest.contract.Runs.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.StageRun.Trim;
import io.scaleproof.loadtest.record.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReversalsTest {

    @Test
    void aStepDownThatStillFollowsTheTroughIsNoReversalInTheNextPeak() {
        Runs runs = twoPeaks(70, 90, sample(-30, 1, 1), sample(35, 6, 6), sample(115, 4, 4), sample(130, 6, 6));

        assertThat(verdict(runs)).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void everyScaleUpThatNoRiseAskedForCounts() {
        Runs runs = twoPeaks(
                200,
                260,
                sample(-30, 1, 1),
                sample(35, 6, 6),
                sample(80, 5, 5),
                sample(95, 6, 6),
                sample(110, 5, 5),
                sample(125, 6, 6),
                sample(250, 1, 1),
                sample(290, 6, 6));

        assertThat(verdict(runs)).isInstanceOfSatisfying(Verdict.Failed.class, failed -> {
            assertThat(failed.actual()).isEqualTo("2");
            assertThat(failed.reason()).isEqualTo("the number of pods went 1 -> 6 -> 5 -> 6 -> 5 -> 6 -> 1 -> 6");
        });
    }

    @Test
    void goingBackInStepsIsNone() {
        Runs runs = twoPeaks(
                70, 300, sample(-30, 1, 1), sample(35, 8, 8), sample(60, 6, 6), sample(130, 3, 3), sample(150, 1, 1));

        assertThat(verdict(runs)).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void aRateThatWasTrimmedUpByAFifthAskedForIt() {
        assertThat(verdict(trimmedTo(12.0))).isInstanceOf(Verdict.Passed.class);
        assertThat(verdict(trimmedTo(11.5))).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void whatHappenedBeforeTheRunIsNotCounted() {
        Runs runs = good().pods(
                        sample(-30, 1, 1),
                        sample(-20, 2, 2),
                        sample(-10, 1, 1),
                        sample(5, 2, 2),
                        sample(35, 6, 6),
                        sample(140, 1, 1));

        assertThat(verdict(runs)).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void whatHappenedAsItBeganIsCounted() {
        Runs runs = good().pods(
                        sample(-30, 1, 1),
                        sample(0, 2, 2),
                        sample(4, 1, 1),
                        sample(8, 2, 2),
                        sample(35, 6, 6),
                        sample(140, 1, 1));

        assertThat(verdict(runs)).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void aRateThatRisesAndStillNeedsTheMinimumAskedForNothing() {
        Runs runs = good().stages(
                        stage("baseline", Phase.BASELINE, 0, 60, 0.4), stage("more", Phase.BASELINE, 60, 160, 0.7))
                .pods(sample(-30, 1, 1), sample(20, 2, 2), sample(40, 1, 1), sample(80, 2, 2), sample(140, 1, 1));

        assertThat(verdict(runs)).isInstanceOf(Verdict.Failed.class);
    }

    private static Runs trimmedTo(double rate) {
        return good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        new StageRun(
                                "surge",
                                Phase.SURGE,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(200),
                                10,
                                rate,
                                5.75,
                                25,
                                List.of(new Trim(Duration.ofSeconds(120), rate, 25))),
                        stage("quiet", Phase.QUIET, 200, 330, 0.3))
                .pods(sample(-30, 1, 1), sample(35, 6, 6), sample(100, 5, 5), sample(140, 6, 6), sample(300, 1, 1))
                .length(330);
    }

    /** One until the one time, the other from the other on. */
    private static Runs twoPeaks(long end, long begin, DeploymentSample... pods) {
        return good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("one", Phase.SURGE, 10, end, 5.75),
                        stage("trough", Phase.QUIET, end, begin, 0.3),
                        stage("two", Phase.SURGE, begin, begin + 100, 5.75))
                .pods(pods)
                .length(begin + 100);
    }

    private static Verdict verdict(Runs runs) {
        return runs.verdict("reversalsAtMost");
    }
}
