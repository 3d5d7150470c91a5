package io.scaleproof.loadtest.hpa;

import static io.scaleproof.loadtest.hpa.Given.anyDown;
import static io.scaleproof.loadtest.hpa.Given.anyUp;
import static io.scaleproof.loadtest.hpa.Given.hpa;
import static io.scaleproof.loadtest.hpa.Given.percent;
import static io.scaleproof.loadtest.hpa.Given.rules;
import static io.scaleproof.loadtest.hpa.Given.seconds;
import static io.scaleproof.loadtest.hpa.Recorded.at;
import static io.scaleproof.loadtest.hpa.Recorded.pod;
import static io.scaleproof.loadtest.hpa.Recorded.pods;
import static io.scaleproof.loadtest.hpa.Recorded.replay;
import static io.scaleproof.loadtest.hpa.Recorded.status;
import static io.scaleproof.loadtest.hpa.Recorded.usage;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSample.Condition;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.simulate.Scenarios;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {
    private static final HpaSettings SETTINGS = hpa(1, 10, anyUp(), anyDown());

    @Test
    void agreesWithADecisionThatFollowsFromTheMetrics() {
        List<Decision> decisions = replay(
                SETTINGS,
                List.of(status(0, 1, 1, 10), status(15, 1, 8, 377)),
                pods(1),
                List.of(usage(0, "p0", 10), usage(14, "p0", 377)));

        assertThat(decisions).singleElement().satisfies(decision -> {
            assertThat(decision.predicted()).contains(8);
            assertThat(decision.explanation()).startsWith("wanted 8 from 377 % / 50 %");
        });
        assertThat(Agreement.of(decisions).rate()).isEqualTo(1);
    }

    @Test
    void listsADecisionThatDoesNot() {
        List<Decision> decisions = replay(
                SETTINGS,
                List.of(status(0, 1, 1, 10), status(15, 1, 5, 377), status(30, 5, 5, 52)),
                pods(5),
                List.of(usage(0, "p0", 10), usage(14, "p0", 377)));

        Agreement agreement = Agreement.of(decisions);
        assertThat(agreement.disagreements()).containsExactly(decisions.getFirst());
        assertThat(agreement.changes()).isEqualTo(1);
        assertThat(agreement.changesAgreed()).isZero();
        assertThat(agreement.rate()).isEqualTo(0.5);
    }

    @Test
    void takesTheMetricsThatTheHpaHadAndNotThoseSeenJustBefore() {
        // New metrics came 0.2 s before the status was seen, and the HPA, as its figure tells, had not had them.
        List<Decision> decisions = replay(
                SETTINGS,
                List.of(status(0, 1, 1, 10), status(15, 1, 2, 80)),
                pods(1),
                List.of(usage(0, "p0", 80), usage(14.8, "p0", 400)));

        assertThat(decisions.getFirst().predicted()).contains(2);
        assertThat(decisions.getFirst().explanation()).hasSize(3);
    }

    @Test
    void takesTheHpasOwnFigureWhereTheMetricsSeenDoNotGiveIt() {
        List<Decision> decisions = replay(
                SETTINGS,
                List.of(status(0, 1, 1, 10), status(15, 1, 4, 200)),
                pods(1),
                List.of(usage(0, "p0", 10), usage(10, "p0", 100)));

        assertThat(decisions.getFirst().predicted()).contains(4);
        assertThat(decisions.getFirst().explanation().getLast())
                .isEqualTo(
                        "the pods' metrics seen here by 15 s do not give the HPA's figure for cpu: replayed on the HPA's");
    }

    /** The controller's queue lets a period pass between two syncs; the first of two sights may have come late. */
    @Test
    void aChangeIsOverForTheNextSyncHoweverNearTheTwoWereSeen() {
        HpaSettings doubling = hpa(1, 10, rules(0, "Max", percent(100, 15)), anyDown());

        List<Decision> decisions = replay(
                doubling,
                List.of(status(0, 1, 1, 10), status(16, 1, 2, 400), status(30, 2, 4, 400)),
                pods(2),
                List.of());

        assertThat(decisions).extracting(Decision::predicted).containsExactly(Optional.of(2), Optional.of(4));
    }

    @Test
    void aSecondSightOfTheSameSyncIsNoOtherSync() {
        HpaSettings doubling = hpa(1, 10, rules(0, "Max", percent(100, 15)), anyDown());

        List<Decision> decisions = replay(
                doubling,
                List.of(status(0, 1, 1, 10), status(15, 1, 2, 400), status(20, 2, 2, 400)),
                pods(2),
                List.of());

        assertThat(decisions).extracting(Decision::predicted).containsExactly(Optional.of(2), Optional.of(2));
    }

    @Test
    void aBlindHpaIsPredictedToStay() {
        var blind = new HpaSample(
                seconds(15),
                2,
                2,
                List.of(),
                List.of(new Condition("ScalingActive", false, "FailedGetResourceMetric", "no metrics returned")),
                Optional.empty());

        List<Decision> decisions = replay(SETTINGS, List.of(status(0, 2, 2, 10), blind), pods(2), List.of());

        assertThat(decisions.getFirst().agrees()).isTrue();
        assertThat(decisions.getFirst().explanation().getFirst())
                .isEqualTo("keeps 2, blind: cpu: FailedGetResourceMetric: no metrics returned");
    }

    @Test
    void syncsThatChangedNothingStillFillTheWindow() {
        HpaSettings settings = hpa(1, 10, anyUp(), rules(60, "Max", percent(100, 15)));
        // 3 pods at the target until 60 s, seen only once, because a status that stays the same is not written again.
        List<Decision> decisions = replay(
                settings,
                List.of(status(0, 3, 3, 49), status(15, 3, 3, 50), status(75, 3, 3, 0), status(135, 3, 1, 0)),
                pods(3),
                List.of());

        assertThat(decisions.stream().map(Decision::predicted).map(Optional::get))
                .containsExactly(3, 3, 1);
        assertThat(decisions.get(1).explanation().getFirst()).contains("held at 3 by the scale-down window of 60 s");
    }

    @Test
    void podsThatADecisionMadeAreNotTakenForItsCause() {
        List<PodLife> pods = new java.util.ArrayList<>(pods(1));
        IntStream.range(1, 8).forEach(i -> pods.add(pod("p" + i, Duration.ofMillis(14_900))));

        List<Decision> decisions = replay(
                SETTINGS,
                List.of(status(0, 1, 1, 10), status(15, 1, 8, 377)),
                pods,
                List.of(usage(0, "p0", 10), usage(14, "p0", 377)));

        assertThat(decisions.getFirst().predicted()).contains(8);
    }

    @Test
    void aWholeRunIsReplayed() {
        Agreement agreement = Agreement.of(Replay.of(Scenarios.surge()));

        assertThat(agreement.disagreements()).isEmpty();
        assertThat(agreement.changesAgreed()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aStatusThatTellsNothingCannotBeReplayed() {
        var notYet = new HpaSample(
                seconds(15),
                2,
                2,
                List.of(),
                List.of(
                        new Condition("AbleToScale", false, "FailedGetScale", "-"),
                        new Condition("ScalingActive", true, "-", "-")),
                Optional.empty());

        List<Decision> decisions = replay(SETTINGS, List.of(status(0, 2, 2, 10), notYet), pods(2), List.of());

        assertThat(decisions.getFirst().predicted()).isEmpty();
        assertThat(decisions.getFirst().explanation()).containsExactly("no metrics were seen: cannot be replayed");
    }

    @Test
    void whatWasScaledCountsInThePoliciesPeriods() {
        HpaSettings settings = hpa(1, 20, rules(0, "Max", Given.pods(2, 60)), rules(0, "Max", Given.pods(1, 60)));

        List<Decision> decisions = replay(
                settings,
                List.of(
                        status(0, 1, 1, 50),
                        status(15, 1, 3, 500),
                        status(30, 3, 3, 500),
                        status(90, 3, 2, 1),
                        status(105, 2, 2, 1)),
                pods(3),
                List.of());

        assertThat(decisions.stream().map(Decision::predicted).map(Optional::get))
                .containsExactly(3, 3, 2, 2);
        assertThat(decisions.get(1).explanation().getFirst()).endsWith("limited to 3 by the policy of 2 pods per 60 s");
    }

    @Test
    void noUnseenSyncIsPutInWithinHalfAPeriodOfASeenOne() {
        HpaSettings settings = hpa(1, 10, anyUp(), rules(60, "Max", percent(100, 15)));
        HpaSample target = status(0, 3, 3, 50);
        HpaSample idle = at(Duration.ofMillis(22_500), status(0, 3, 3, 0));

        // One at 15 s would still hold 3 at 70 s.
        List<Decision> decisions =
                replay(settings, List.of(status(-15, 3, 3, 50), target, idle, status(70, 3, 1, 0)), pods(3), List.of());

        assertThat(decisions.getLast().predicted()).contains(1);

        HpaSample later = at(Duration.ofMillis(22_501), idle);
        assertThat(replay(
                                settings,
                                List.of(status(-15, 3, 3, 50), target, later, status(70, 3, 1, 0)),
                                pods(3),
                                List.of())
                        .getLast()
                        .predicted())
                .contains(3);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # what, the status' stamp of the scaling, when a second pod was created, whether it is taken for the cause
            a pod from before the stamped second,              12000, 10999, true
            a pod from the second before that,                 12000, 11001, false
            a stamp of just now is no earlier than the echo,   14500, 12999, true
            a pod within the echo,                             14500, 13001, false
            a stamp of ten seconds ago is an earlier scaling,   6000, 12999, true
            a stamp of a little less is this one's,             6001,  5002, false
            """)
    void aDecisionIsOlderThanItsStatus(String what, long stamp, long created, boolean cause) {
        HpaSample scaled = status(15, 1, 8, 377);
        var decision =
                new HpaSample(scaled.at(), 1, 8, scaled.metrics(), List.of(), Optional.of(Duration.ofMillis(stamp)));
        List<PodLife> pods = new java.util.ArrayList<>(pods(1));
        pods.add(pod("p1", Duration.ofMillis(created)));

        List<Decision> decisions = replay(
                SETTINGS,
                List.of(status(0, 1, 1, 10), decision),
                pods,
                List.of(usage(0, "p0", 10), usage(14, "p0", 377)));

        // A pod that is not ready counts as idle: 3.77 of 2 pods need 8, as 7.54 of 1 do, so words tell.
        assertThat(String.join("; ", decisions.getFirst().explanation()).contains("1 pod not ready"))
                .isEqualTo(cause);
    }
}
