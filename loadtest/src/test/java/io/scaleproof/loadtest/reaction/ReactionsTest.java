package io.scaleproof.loadtest.reaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.MetricFigure;
import io.scaleproof.loadtest.record.MetricReading;
import io.scaleproof.loadtest.record.PlanRun;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.PodUsage.Amount;
import io.scaleproof.loadtest.record.ScaleUpReaction;
import io.scaleproof.loadtest.record.ScaleUpReaction.PodReaction;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Times are in milliseconds; the surge begins at 10,000. */
class ReactionsTest {
    private static final PlanRun PLAN = new PlanRun(
            "surge",
            "for the test",
            List.of(
                    new StageRun("baseline", Phase.BASELINE, millis(0), millis(10_000), 1, 1, 0.4, 25, List.of()),
                    new StageRun("surge", Phase.SURGE, millis(10_000), millis(50_000), 11, 11, 5.75, 25, List.of())));
    private static final Metric REQUESTS = new Metric("Pods", "requests", "AverageValue", 10);
    private static final List<DeploymentSample> SCALED = List.of(scaled(-5_000, 1), scaled(30_000, 3));
    private static final List<PodUsage> USAGES =
            List.of(usage(8_000, 200), usage(14_000, 40), usage(26_000, 280), usage(29_000, 290));

    @Test
    void thePartsOfEveryPodSumToTheWhole() {
        ScaleUpReaction reaction = read(pod("new", 30_020, 30_050, 30_900, 32_400, 32_650));
        PodReaction pod = reaction.pods().getFirst();
        assertThat(reaction.loadToMetric()
                        .plus(reaction.metricToDecision())
                        .plus(pod.decisionToCreated())
                        .plus(pod.createdToScheduled())
                        .plus(pod.scheduledToStarted())
                        .plus(pod.startedToReady())
                        .plus(pod.readyToFirstRequest()))
                .isEqualTo(pod.whole())
                .isEqualTo(millis(22_650));
    }

    @Test
    void theMetricIsSeenWhenAPodIsFirstAboveTheTargetAfterTheLoadRose() {
        assertThat(read(pod("new", 30_020, 30_050, 30_900, 32_400, 32_650)).loadToMetric())
                .isEqualTo(millis(16_000));
    }

    /** CPU was above its target at 26 s, and no request's metric asks after that. */
    @Test
    void ofAMetricOfRequestsItIsSeenInTheFirstAnswerAboveItsTarget() {
        ScaleUpReaction reaction = byRequests(
                List.of(
                        answer(8_000, "a", 8),
                        answer(12_000, "a", 9),
                        answer(18_000, "b", 12),
                        answer(20_000, "a", 40)),
                REQUESTS);

        assertThat(reaction.metric()).contains("requests");
        assertThat(reaction.loadToMetric()).isEqualTo(millis(8_000));
        assertThat(reaction.metricToDecision()).isEqualTo(millis(12_000));
    }

    @Test
    void aValueThatWasAboveTheTargetAlreadyCountsFromTheLoadsRise() {
        assertThat(byRequests(List.of(answer(8_000, "a", 12), answer(18_000, "a", 11)), REQUESTS)
                        .loadToMetric())
                .isZero();
        assertThat(byRequests(List.of(answer(8_000, "a", 12)), REQUESTS).loadToMetric())
                .isZero();
    }

    @Test
    void answersThatCameAfterTheDecisionDidNotMakeIt() {
        ScaleUpReaction reaction = byRequests(List.of(answer(8_000, "a", 1), answer(30_500, "a", 40)), REQUESTS);

        assertThat(reaction.loadToMetric()).isEqualTo(millis(20_000));
        assertThat(reaction.metricToDecision()).isZero();
    }

    @Test
    void oneValueForAllIsAboveTheTargetWhenItIsTooMuchForThePodsThereAre() {
        List<MetricReading> queue = List.of(whole(12_000, 9), whole(19_000, 11));
        Metric shared = new Metric("External", "queue", "AverageValue", 5);
        List<DeploymentSample> two = List.of(
                new DeploymentSample(millis(-5_000), 2, 2, 2, 2, 1),
                new DeploymentSample(millis(30_000), 3, 2, 2, 2, 2));

        ScaleUpReaction reaction = new Reactions(PLAN, 50, Optional.empty())
                .read(two, USAGES, List.of(), List.of(decision(29_800, 2, 3, shared)), queue)
                .getFirst();

        assertThat(reaction.loadToMetric()).isEqualTo(millis(9_000));
    }

    @Test
    void whereCpuDecidedOrItsAnswersWereNotSeenCpuIsLookedAt() {
        List<MetricReading> requests = List.of(answer(18_000, "a", 12));
        Metric cpu = new Metric("Resource", "cpu", "Utilization", 50);

        assertThat(byRequests(requests, cpu).metric()).isEmpty();
        assertThat(byRequests(requests, cpu).loadToMetric()).isEqualTo(millis(16_000));
        assertThat(byRequests(List.of(), REQUESTS).metric()).isEmpty();
        assertThat(byRequests(List.of(), REQUESTS).loadToMetric()).isEqualTo(millis(16_000));
    }

    @Test
    void aDecisionOfAnotherTimeOrAnotherChangeIsAnother() {
        List<MetricReading> requests = List.of(answer(18_000, "a", 12));

        assertThat(byRequests(requests, decision(22_000, 1, 3, REQUESTS)).metric())
                .isEmpty();
        assertThat(byRequests(requests, decision(30_000, 1, 4, REQUESTS)).metric())
                .isEmpty();
        assertThat(byRequests(requests, decision(31_000, 1, 3, REQUESTS)).metric())
                .contains("requests");
    }

    private static ScaleUpReaction byRequests(List<MetricReading> readings, Metric decisive) {
        return byRequests(readings, decision(29_800, 1, 3, decisive));
    }

    private static ScaleUpReaction byRequests(List<MetricReading> readings, Decision decision) {
        return new Reactions(PLAN, 50, Optional.empty())
                .read(SCALED, USAGES, List.of(), List.of(decision), readings)
                .getFirst();
    }

    private static Decision decision(long at, int from, int to, Metric decisive) {
        return new Decision(
                millis(at),
                from,
                to,
                Optional.empty(),
                Optional.of(new MetricFigure(decisive, 1)),
                Optional.of(to),
                Optional.empty(),
                List.of());
    }

    private static MetricReading answer(long at, String pod, double value) {
        return new MetricReading(
                millis(at), millis(at), Duration.ZERO, "Pods", "requests", Optional.of(pod), OptionalDouble.of(value));
    }

    private static MetricReading whole(long at, double value) {
        return new MetricReading(
                millis(at), millis(at), Duration.ZERO, "External", "queue", Optional.empty(), OptionalDouble.of(value));
    }

    @Test
    void stepsSeenOutOfOrderStillSumToTheWhole() {
        PodReaction pod =
                read(pod("new", 29_990, 29_980, 30_900, 30_500, 30_400)).pods().getFirst();
        assertThat(pod.decisionToCreated()).isZero();
        assertThat(pod.createdToScheduled()).isZero();
        assertThat(pod.startedToReady()).isZero();
        assertThat(pod.whole()).isEqualTo(millis(20_900));
    }

    @Test
    void aPodThatNeverServedIsNotPartOfTheReaction() {
        PodLife served = pod("new", 30_020, 30_050, 30_900, 32_400, 32_650);
        PodLife idle = GivenPod.pod("idle", served.created())
                .scheduled(served.scheduled().orElseThrow())
                .started(served.started().orElseThrow())
                .ready(served.ready().orElseThrow())
                .life();
        assertThat(new Reactions(PLAN, 50, Optional.empty())
                        .read(SCALED, USAGES, List.of(served, idle))
                        .getFirst()
                        .pods())
                .extracting(PodReaction::pod)
                .containsExactly("new");
    }

    @Test
    void whereNoAnswerSaysWhoseItIsAPodCountsFromWhenItCouldBeReached() {
        ScaleUpReaction reaction = read(unnamed("new", Optional.of(millis(32_500))));

        PodReaction pod = reaction.pods().getFirst();
        assertThat(pod.approximate()).isTrue();
        assertThat(pod.readyToFirstRequest()).isEqualTo(millis(100));
        assertThat(pod.whole()).isEqualTo(millis(22_500));
        assertThat(read(unnamed("new", Optional.empty())).pods()).isEmpty();
    }

    @Test
    void whereAnswersDoSayTheyAreWhatCounts() {
        List<PodReaction> pods = new Reactions(PLAN, 50, Optional.empty())
                .read(
                        SCALED,
                        USAGES,
                        List.of(
                                pod("new", 30_020, 30_050, 30_900, 32_400, 32_650),
                                unnamed("idle", Optional.of(millis(32_500)))))
                .getFirst()
                .pods();

        assertThat(pods).extracting(PodReaction::pod).containsExactly("new");
        assertThat(pods.getFirst().approximate()).isFalse();
    }

    private static PodLife unnamed(String name, Optional<Duration> reachable) {
        GivenPod pod = GivenPod.pod(name, millis(30_020))
                .scheduled(millis(30_050))
                .started(millis(30_900))
                .ready(millis(32_400));
        reachable.ifPresent(pod::reachable);
        return pod.life();
    }

    @Test
    void whereTheHpaLooksAtOneContainerAnothersUseIsNotTheMetric() {
        PodUsage sidecar = new PodUsage(
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                "old",
                300,
                0,
                Map.of("web", new Amount(10, 0), "proxy", new Amount(290, 0)));

        assertThat(seen(sidecar, Optional.empty())).isEqualTo(Duration.ofSeconds(15));
        assertThat(seen(sidecar, Optional.of("proxy"))).isEqualTo(Duration.ofSeconds(15));
        assertThat(seen(sidecar, Optional.of("web"))).as("the decision").isEqualTo(Duration.ofSeconds(30));
    }

    private static Duration seen(PodUsage usage, Optional<String> container) {
        return new Reactions(PLAN, 50, container)
                .read(SCALED, List.of(usage), List.of())
                .getFirst()
                .metricSeen();
    }

    @Test
    void podsBelongToTheScaleUpThatMadeThem() {
        List<ScaleUpReaction> reactions = new Reactions(PLAN, 50, Optional.empty())
                .read(
                        List.of(scaled(-5_000, 1), scaled(30_000, 3), scaled(45_000, 6)),
                        USAGES,
                        List.of(
                                pod("first", 30_020, 30_050, 30_900, 32_400, 32_650),
                                pod("second", 45_020, 45_050, 45_900, 47_400, 47_650)));
        assertThat(reactions)
                .extracting(reaction -> reaction.pods().getFirst().pod())
                .containsExactly("first", "second");
    }

    @Test
    void aScaleUpBeforeAnySurgeIsNoReactionToIt() {
        assertThat(new Reactions(PLAN, 50, Optional.empty())
                        .read(List.of(scaled(-5_000, 1), scaled(3_000, 2)), USAGES, List.of()))
                .isEmpty();
    }

    private static ScaleUpReaction read(PodLife pod) {
        return new Reactions(PLAN, 50, Optional.empty())
                .read(SCALED, USAGES, List.of(pod))
                .getFirst();
    }

    private static PodLife pod(String name, long created, long scheduled, long started, long ready, long served) {
        return GivenPod.pod(name, millis(created))
                .scheduled(millis(scheduled))
                .started(millis(started))
                .ready(millis(ready))
                .served(millis(served), 10)
                .life();
    }

    private static PodUsage usage(long at, double cpuMillicores) {
        return new PodUsage(millis(at), millis(at - 1_500), millis(15_000), "old", cpuMillicores, 64_000_000);
    }

    private static DeploymentSample scaled(long at, int wanted) {
        return new DeploymentSample(millis(at), wanted, 1, 1, 1, 1);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
