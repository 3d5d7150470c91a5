package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.contract.Runs.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.Verdict;
import org.junit.jupiter.api.Test;

/** The load is held at its capacity from 50 s to 70 s, at 11.5 requests a second; 250 ms are allowed. */
class LatencyAtCapacityTest {
    @Test
    void whereOnlySecondsWereSlowInWhichTheGeneratorWasLateTheOthersTell() {
        Runs runs =
                good().p99Millis(900).slow(55, 900).late(55, 640).slow(56, 700).late(56, 500);

        assertPassed(runs, "at most 60 ms in 17 of 20 s, in or before the others the load generator was late");
    }

    @Test
    void oneSlowSecondThatWasOnTimeIsTheServices() {
        Runs runs = good().p99Millis(900).slow(55, 900).late(55, 640).slow(57, 700);

        assertThat(judged(runs)).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void whatComesInTheSecondAfterWaitsBehindWhatLeftLate() {
        Runs runs = good().p99Millis(900).slow(55, 900).late(55, 640).slow(56, 700);

        assertPassed(runs, "at most 60 ms in 18 of 20 s, in or before the others the load generator was late");
    }

    @Test
    void lessThanHalfOfTheTimeTellsNothing() {
        Runs runs = good().p99Millis(900);
        for (long second = 50; second < 61; second++) {
            runs.slow(second, 900).late(second, 640);
        }

        assertThat(judged(runs)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void halfOfTheTimeWithAHundredRequestsTells() {
        Runs runs = good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("surge", Phase.SURGE, 10, 50, 5),
                        stage("sustain", Phase.SUSTAIN, 50, 70, 5),
                        stage("quiet", Phase.QUIET, 70, 160, 0.3))
                .p99Millis(900);
        for (long second = 50; second < 59; second++) {
            runs.slow(second, 900).late(second, 640);
        }

        assertPassed(runs, "at most 60 ms in 10 of 20 s, in or before the others the load generator was late");
        assertThat(judged(runs.late(59, 640))).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void anAnswerThatTookAsLongAsIsAllowedIsNotSlow() {
        assertPassed(
                good().p99Millis(900).slow(55, 900).late(55, 640).slow(57, 250),
                "at most 250 ms in 18 of 20 s, in or before the others the load generator was late");
    }

    @Test
    void failedRequestsThatMayBeTheSlowestLeaveItBetweenTwoPercentiles() {
        assertBetween(good().sustained(answered(200, 80, 300)).failedInSecond(55, 1), "80 ms and 300 ms");
        assertBetween(good().sustained(answered(200, 80, 300)).failedInSecond(55, 2), "80 ms and 900 ms");
        assertBetween(good().sustained(answered(200, 250, 300)).failedInSecond(55, 1), "250 ms and 300 ms");
    }

    @Test
    void oneInAHundredMayFail() {
        assertBetween(good().sustained(answered(198, 80, 300)).failedInSecond(55, 2), "80 ms and 900 ms");
        assertThat(judged(good().sustained(answered(197, 80, 300)).failedInSecond(55, 2)))
                .isInstanceOf(Verdict.Failed.class);
    }

    private static LatencySummary answered(long requests, double p99Millis, double p999Millis) {
        return new LatencySummary(requests, 30, 50, p99Millis, p999Millis, 900);
    }

    private static void assertBetween(Runs runs, String both) {
        assertThat(judged(runs))
                .asInstanceOf(type(Verdict.Unknown.class))
                .extracting(Verdict.Unknown::reason)
                .isEqualTo("with the failed requests counted as slow, it lies between " + both);
    }

    private static void assertPassed(Runs runs, String actual) {
        assertThat(judged(runs))
                .asInstanceOf(type(Verdict.Passed.class))
                .extracting(Verdict.Passed::actual)
                .isEqualTo(actual);
    }

    private static Verdict judged(Runs runs) {
        return runs.verdict("p99AtCapacityWithin");
    }
}
