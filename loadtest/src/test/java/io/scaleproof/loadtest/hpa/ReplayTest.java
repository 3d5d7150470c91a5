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
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.PodUsage.Amount;
import io.scaleproof.loadtest.simulate.Scenarios;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {
    private static final HpaSettings SETTINGS = hpa(1, 10, anyUp(), anyDown());
    private static final Metric WEB_AT_50 =
            new Metric("ContainerResource", "cpu", Optional.of("web"), "Utilization", 50);

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

    @Test
    void theHpasOwnFigureIsPercentOfTheRequestOrAValue() {
        PodLife big = twoContainers("p0", 200, 0);
        HpaSettings average = hpa(1, 10, anyUp(), anyDown(), new Metric("Resource", "cpu", "AverageValue", 0.1));
        var value = new HpaSample(
                seconds(15),
                1,
                3,
                List.of(new HpaSample.Current("cpu", Optional.empty(), 0.25)),
                List.of(),
                Optional.empty());

        assertThat(replay(SETTINGS, List.of(status(0, 1, 1, 10), status(15, 1, 4, 180)), List.of(big), List.of())
                        .getFirst()
                        .explanation())
                .startsWith("wanted 4 from 180 % / 50 %");
        assertThat(replay(average, List.of(status(0, 1, 1, 10), value), List.of(big), List.of())
                        .getFirst()
                        .explanation())
                .startsWith("wanted 3 from 250m / 100m of cpu");
    }

    @Test
    void aContainersMetricIsReplayedFromItsUsageAndItsRequest() {
        HpaSettings settings = hpa(1, 10, anyUp(), anyDown(), WEB_AT_50);

        List<Decision> decisions = replay(
                settings,
                List.of(of("web", 0, 2, 2, 20), of("web", 15, 2, 3, 70)),
                List.of(twoContainers("p0", 100, 900), twoContainers("p1", 100, 900)),
                List.of(usage(14, "p0", 70, 1), usage(14, "p1", 70, 2)));

        // 140m of 200m are 70 %; all containers together would be 143m of 2000m.
        assertThat(decisions.getFirst().predicted()).contains(3);
        assertThat(decisions.getFirst().explanation())
                .containsExactly(
                        "wanted 3 from 70 % / 50 %",
                        "cpu of container web: 70 % / 50 % is a ratio of 1.40 over 2 pods",
                        "1.40 x 2 pods = 2.80, rounded up: 3");
    }

    @Test
    void aContainersOwnFigureIsReplayedWhereItsMetricsWereNotSeen() {
        List<Decision> decisions = replay(
                hpa(1, 10, anyUp(), anyDown(), WEB_AT_50),
                List.of(of("web", 0, 2, 2, 20), of("web", 15, 2, 3, 70)),
                List.of(twoContainers("p0", 100, 900), twoContainers("p1", 100, 900)),
                List.of());

        assertThat(decisions.getFirst().predicted()).contains(3);
        assertThat(decisions.getFirst().explanation().getLast())
                .isEqualTo("replayed on the HPA's own figure for cpu of container web");
    }

    @Test
    void metricsOfOneNameAreToldApartByTheirContainer() {
        HpaSettings settings = hpa(1, 10, anyUp(), anyDown(), Given.CPU_AT_50, WEB_AT_50);
        var both = new HpaSample(
                seconds(15),
                2,
                4,
                List.of(
                        new HpaSample.Current("cpu", Optional.of(7), 0.07),
                        new HpaSample.Current("cpu", Optional.of("web"), Optional.of(100), 0.1)),
                List.of(),
                Optional.empty());

        List<Decision> decisions = replay(
                settings,
                List.of(of("web", 0, 2, 2, 20), both),
                List.of(twoContainers("p0", 100, 900), twoContainers("p1", 100, 900)),
                List.of());

        assertThat(decisions.getFirst().predicted()).contains(4);
        assertThat(decisions.getFirst().explanation()).contains("cpu of container web asks for most: 4");
    }

    @ParameterizedTest(name = "{0}: {2} over {3} pods")
    @CsvSource(textBlock = """
            # source, target per pod, the status' mean, pods, desired
            # 10 messages over 3 pods are 3.334 each; 3 times that, 10.002, would need a third pod for 5 each
            External, 5,   3.334, 3, 2
            Object,   5,   3.334, 3, 2
            # 61 messages over 2 pods
            External, 5,  30.5,   2, 13
            # 12.5 over 3
            External, 2.5, 4.167, 3, 5
            # 12.52 over 3
            External, 6.26, 4.174, 3, 2
            # 1.003 to 1.005 over 3: nothing is rounder
            External, 0.1, 0.335, 3, 11
            # 1.001 to 1.010 over 10: 1 would have a mean of 0.1
            External, 0.05, 0.101, 10, 21
            # exactly at the tolerance above
            External, 10, 11,     2, 2
            """)
    void aMeanPerPodIsTurnedBackIntoTheWhole(String source, double target, double mean, int pods, int desired) {
        HpaSettings settings = hpa(1, 30, anyUp(), anyDown(), new Metric(source, "queue", "AverageValue", target));

        List<Decision> decisions = replay(
                settings, List.of(queue(0, pods, pods, mean), queue(15, pods, desired, mean)), pods(pods), List.of());

        assertThat(decisions.getFirst().predicted()).contains(desired);
        assertThat(decisions.getFirst().explanation().getLast())
                .isEqualTo("replayed on the HPA's own figure for queue");
    }

    @Test
    void theMeanIsOverThePodsThatExistAndNotOverThoseThatAreWanted() {
        HpaSettings settings = hpa(1, 20, anyUp(), anyDown(), new Metric("External", "queue", "AverageValue", 5));
        // 5 are wanted, 2 exist beside one that leaves: 30 messages over 2 are 15 each, and need 6 pods.
        List<PodLife> pods = new java.util.ArrayList<>(pods(2));
        pods.add(leaving("p2", seconds(5)));

        List<Decision> decisions = replay(settings, List.of(queue(0, 5, 5, 15), queue(15, 5, 6, 15)), pods, List.of());

        assertThat(decisions.getFirst().predicted()).contains(6);
    }

    @Test
    void aMeanOverNoPodsTellsNothing() {
        HpaSettings settings = hpa(1, 20, anyUp(), anyDown(), new Metric("External", "queue", "AverageValue", 5));

        List<Decision> decisions =
                replay(settings, List.of(queue(0, 1, 1, 15), queue(15, 1, 1, 15)), List.of(), List.of());

        assertThat(decisions.getFirst().explanation().getFirst())
                .isEqualTo("keeps 1, blind: queue: a mean over no pods does not tell the whole");
    }

    private static HpaSample at(Duration at, HpaSample status) {
        return new HpaSample(
                at,
                status.currentReplicas(),
                status.desiredReplicas(),
                status.metrics(),
                status.conditions(),
                status.lastScale());
    }

    private static HpaSample queue(long at, int current, int desired, double mean) {
        return new HpaSample(
                seconds(at),
                current,
                desired,
                List.of(new HpaSample.Current("queue", Optional.empty(), mean)),
                List.of(),
                Optional.empty());
    }

    private static HpaSample of(String container, long at, int current, int desired, int percent) {
        return new HpaSample(
                seconds(at),
                current,
                desired,
                List.of(new HpaSample.Current("cpu", Optional.of(container), Optional.of(percent), percent / 1e3)),
                List.of(),
                Optional.empty());
    }

    private static PodUsage usage(long at, String pod, double web, double log) {
        return new PodUsage(
                seconds(at),
                seconds(at),
                seconds(15),
                pod,
                web + log,
                0,
                Map.of("web", new Amount(web, 0), "log", new Amount(log, 0)));
    }

    private static PodLife twoContainers(String name, double web, double log) {
        PodLife pod = pod(name, seconds(-600));
        return new PodLife(
                name,
                pod.node(),
                web + log,
                pod.cpuLimitMillicores(),
                pod.created(),
                pod.scheduled(),
                pod.started(),
                pod.ready(),
                pod.firstRequest(),
                pod.deleted(),
                pod.terminated(),
                pod.exitCode(),
                pod.restarts(),
                pod.requests(),
                pod.trouble(),
                Map.of("web", web, "log", log));
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
        return pod(name, created, Optional.empty());
    }

    private static PodLife leaving(String name, Duration deleted) {
        return pod(name, seconds(-600), Optional.of(deleted));
    }

    private static PodLife pod(String name, Duration created, Optional<Duration> deleted) {
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
                deleted,
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                Optional.empty());
    }
}
