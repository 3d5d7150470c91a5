package io.scaleproof.loadtest.hpa;

import static io.scaleproof.loadtest.hpa.Given.anyDown;
import static io.scaleproof.loadtest.hpa.Given.anyUp;
import static io.scaleproof.loadtest.hpa.Given.hpa;
import static io.scaleproof.loadtest.hpa.Given.percent;
import static io.scaleproof.loadtest.hpa.Given.rules;
import static io.scaleproof.loadtest.hpa.Given.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSample.Condition;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

    private static List<Decision> replay(
            HpaSettings settings, List<HpaSample> statuses, List<PodLife> pods, List<PodUsage> usages) {
        return Replay.decisions(settings, ControllerFlags.DEFAULT, statuses, pods, usages);
    }

    private static HpaSample status(long at, int current, int desired, int percent) {
        return new HpaSample(
                seconds(at),
                current,
                desired,
                List.of(new HpaSample.Current("cpu", Optional.of(percent), percent / 1e3)),
                List.of(),
                Optional.empty());
    }

    private static PodUsage usage(double at, String pod, double millicores) {
        Duration time = Duration.ofMillis(Math.round(at * 1_000));
        return new PodUsage(time, Duration.ofSeconds(time.toSeconds()), seconds(15), pod, millicores, 0);
    }

    private static List<PodLife> pods(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> pod("p" + i, seconds(-600)))
                .toList();
    }

    private static PodLife pod(String name, Duration created) {
        return new PodLife(
                name,
                "node",
                100,
                500,
                created,
                Optional.of(created),
                Optional.of(created.plusSeconds(1)),
                Optional.of(created.plusSeconds(3)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                Optional.empty());
    }
}
