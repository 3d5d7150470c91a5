package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.contract.Runs.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.contract.Facts.Interval;
import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** 1 pod from -30 s, 6 from 35 s, ready at 50 s, 1 from 140 s; a load of 5.75 pods' worth from 10 s to 70 s. */
class FactsTest {
    private static final Facts FACTS = facts(good());

    @Test
    void aStateHoldsUntilTheNextOneIsSeen() {
        assertThat(FACTS.wantedAt(seconds(34))).isEqualTo(1);
        assertThat(FACTS.wantedAt(seconds(35))).isEqualTo(6);
        assertThat(FACTS.stateAt(seconds(49)).map(DeploymentSample::ready)).contains(1);
    }

    @Test
    void beforeTheFirstSightItWasAsItWasSeenFirst() {
        assertThat(FACTS.wantedAt(seconds(-100))).isEqualTo(1);
        assertThat(facts(good().pods(sample(-30, 3, 3))).wantedAt(seconds(-100)))
                .isEqualTo(3);
    }

    @Test
    void aStateThatHeldAlreadyIsThereAtOnceAndAnotherOnceItIsSeen() {
        assertThat(FACTS.first(seconds(60), sample -> sample.ready() >= 6)).contains(seconds(60));
        assertThat(FACTS.first(seconds(20), sample -> sample.ready() >= 6)).contains(seconds(50));
        assertThat(FACTS.first(seconds(50), sample -> sample.ready() >= 6)).contains(seconds(50));
        assertThat(FACTS.first(seconds(20), sample -> sample.ready() >= 7)).isEmpty();
        assertThat(FACTS.first(seconds(60), sample -> sample.wanted() == 1)).contains(seconds(140));
        assertThat(FACTS.first(seconds(-60), sample -> sample.wanted() == 1)).contains(seconds(-30));
    }

    @Test
    void aNeedThatHoldsAtTheEndLastsToTheLoadsEnd() {
        assertThat(FACTS.when(moment -> moment.fewest() > 1)).containsExactly(new Interval(seconds(10), seconds(70)));
        assertThat(FACTS.when(moment -> moment.at().compareTo(seconds(70)) >= 0))
                .containsExactly(new Interval(seconds(70), seconds(160)));
    }

    @Test
    void aLoadEchoesForTwoWindowsAndTwoSyncs() {
        assertThat(FACTS.echo()).isEqualTo(Duration.ofMinutes(1));
        assertThat(FACTS.justified(seconds(129))).isEqualTo(6);
        assertThat(FACTS.justified(seconds(131))).isEqualTo(1);
        assertThat(facts(good().metricsAt(15, 30, 45)).echo()).isEqualTo(Duration.ofMinutes(1));
        assertThat(facts(good().metricsEvery(60, 15, 75, 135)).echo()).isEqualTo(seconds(150));
        assertThat(facts(good().metricsEvery(5, 15, 20, 25)).echo()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whatMeasuringTheCostWasWorthIsSeenForAMinute() {
        Facts facts = facts(good().measuringUsed(2_500));

        assertThat(facts.worth(seconds(59))).isGreaterThan(40);
        assertThat(facts.worth(seconds(60))).isLessThan(7);
    }

    @Test
    void theStageOfATimeIsFoundUntilTheLoadIsOver() {
        assertThat(FACTS.stageAt(seconds(10)).orElseThrow().name()).isEqualTo("surge");
        assertThat(FACTS.stageAt(seconds(9)).orElseThrow().name()).isEqualTo("baseline");
        assertThat(FACTS.stageAt(seconds(160))).isEmpty();
    }

    @Test
    void whoScalesOnCpuAloneScalesOnNothingElse() {
        assertThat(FACTS.scalesOnMore()).isFalse();
        assertThat(facts(good().alsoScalesOn("memory")).scalesOnMore()).isTrue();
    }

    private static Facts facts(Runs runs) {
        RunRecord run = runs.run();
        return new Facts(run, (Need.Known) Need.of(run));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
