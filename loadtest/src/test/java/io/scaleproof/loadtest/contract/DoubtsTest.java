package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.contract.Runs.sample;
import static io.scaleproof.loadtest.contract.Runs.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.Verdict.Blame;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A surge at 10 s that is answered at 120 s, where 60 s and 90 s are allowed. */
class DoubtsTest {

    @ParameterizedTest
    @ValueSource(strings = {"firstScaleUpWithin", "capacityWithin"})
    void aGeneratorThatStoodStillMeanwhileLeavesItUnknown(String clause) {
        assertThat(verdict(clause, answeredLate().late(100, 1_001)))
                .isInstanceOfSatisfying(Verdict.Unknown.class, unknown -> {
                    assertThat(unknown.reason())
                            .isEqualTo("the load generator was late by up to 1001 ms from 100 s to 101 s");
                    assertThat(unknown.blame()).isEqualTo(Blame.GENERATOR);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"firstScaleUpWithin", "capacityWithin"})
    void aSecondOfDelayOrOneAtAnotherTimeIsNoExcuse(String clause) {
        assertThat(verdict(clause, answeredLate().late(100, 1_000))).isInstanceOf(Verdict.Failed.class);
        assertThat(verdict(clause, answeredLate().late(150, 5_000))).isInstanceOf(Verdict.Failed.class);
        assertThat(verdict(clause, answeredLate().late(5, 5_000))).isInstanceOf(Verdict.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"firstScaleUpWithin", "capacityWithin"})
    void neitherIsTheSecondJustBeforeNorTheOneJustAfter(String clause) {
        assertThat(verdict(clause, answeredLate().late(9, 5_000))).isInstanceOf(Verdict.Failed.class);
        assertThat(verdict(clause, answeredLate().late(120, 5_000))).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void aTimeThatOnlyTouchesIsNotWithin() {
        Doubts doubts =
                new Doubts(good().unseen(Watched.TARGET, 40, 50).starved(40, 50).run());

        assertThat(doubts.unseen(seconds(30), seconds(40), Watched.TARGET)).isEmpty();
        assertThat(doubts.unseen(seconds(50), seconds(60), Watched.TARGET)).isEmpty();
        assertThat(doubts.unseen(seconds(49), seconds(60), Watched.TARGET)).isPresent();
        assertThat(doubts.starved(seconds(30), seconds(40))).isEmpty();
        assertThat(doubts.starved(seconds(50), seconds(60))).isEmpty();
        assertThat(doubts.starved(seconds(30), seconds(41))).isPresent();
    }

    @Test
    void halfOfTheTimeIsNotMostOfIt() {
        Doubts doubts = new Doubts(good().disturbed(40, 50).run());

        assertThat(doubts.disturbed(seconds(40), seconds(60))).isEmpty();
        assertThat(doubts.disturbed(seconds(40), seconds(59))).isPresent();
    }

    @Test
    void theRunIsVoidForIt() {
        List<Verdict> verdicts = Judge.judge(answeredLate().late(100, 2_000).run());

        assertThat(Judge.outcome(verdicts)).isEqualTo(RunOutcome.VOID);
    }

    private static Runs answeredLate() {
        return good().stages(
                        stage("baseline", Phase.BASELINE, 0, 10, 0.4),
                        stage("surge", Phase.SURGE, 10, 140, 5.8),
                        stage("sustain", Phase.SUSTAIN, 140, 160, 5.8),
                        stage("quiet", Phase.QUIET, 160, 270, 0.3))
                .pods(sample(-30, 1, 1), sample(120, 6, 6), sample(250, 1, 1))
                .length(270);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Verdict verdict(String clause, Runs runs) {
        return runs.verdict(clause);
    }
}
