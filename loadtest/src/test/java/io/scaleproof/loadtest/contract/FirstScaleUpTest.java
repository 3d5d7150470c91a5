package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.contract.Runs.sample;
import static io.scaleproof.loadtest.contract.Runs.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.Verdict;
import org.junit.jupiter.api.Test;

/** A load that needs two pods for 20 s, and later one that needs six for two minutes; within 60 s. */
class FirstScaleUpTest {

    @Test
    void aLoadThatWasOverBeforeTheLimitAsksNothing() {
        assertThat(verdict(waves().pods(sample(-30, 1, 1), sample(125, 6, 6), sample(320, 1, 1))))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("25.0 s"));
    }

    @Test
    void unlessItWasAnswered() {
        assertThat(verdict(waves().pods(sample(-30, 1, 1), sample(28, 2, 2), sample(125, 6, 6), sample(320, 1, 1))))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("18.0 s"));
    }

    @Test
    void theOneThatLastedLongerIsTheMeasure() {
        assertThat(verdict(waves().pods(sample(-30, 1, 1), sample(170, 6, 6), sample(320, 1, 1))))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual()).isEqualTo("70.0 s"));
        assertThat(verdict(waves().pods(sample(-30, 1, 1))))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual()).isEqualTo("not within 120.0 s"));
    }

    @Test
    void aScaleUpBeforeTheLoadIsNoAnswerAndOneAsItBeginsIs() {
        assertThat(verdict(good().pods(sample(-30, 1, 1), sample(5, 2, 2), sample(35, 6, 6), sample(140, 1, 1))))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("25.0 s"));
        assertThat(verdict(good().pods(sample(-30, 1, 1), sample(10, 2, 2), sample(35, 6, 6), sample(140, 1, 1))))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.actual()).isEqualTo("0.0 s"));
    }

    private static Runs waves() {
        return good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("ripple", Phase.SURGE, 10, 30, 1.6),
                        stage("trough", Phase.QUIET, 30, 100, 0.4),
                        stage("surge", Phase.SURGE, 100, 220, 5.8),
                        stage("quiet", Phase.QUIET, 220, 330, 0.3))
                .length(330);
    }

    private static Verdict verdict(Runs runs) {
        return Judge.judge(runs.run()).getFirst();
    }
}
