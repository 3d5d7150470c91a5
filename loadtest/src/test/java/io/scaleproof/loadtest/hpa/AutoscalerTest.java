package io.scaleproof.loadtest.hpa;

import static io.scaleproof.loadtest.hpa.Given.anyDown;
import static io.scaleproof.loadtest.hpa.Given.anyUp;
import static io.scaleproof.loadtest.hpa.Given.hpa;
import static io.scaleproof.loadtest.hpa.Given.percent;
import static io.scaleproof.loadtest.hpa.Given.pods;
import static io.scaleproof.loadtest.hpa.Given.rules;
import static io.scaleproof.loadtest.hpa.Given.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoscalerTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # what                                             wanted now, pods' CPU of 100m requested, desired
            one pod far above the target,                              1, 377,                             8
            the ratio is cut to whole percents first,                  4, 54 55 55 55,                     4
            just above the tolerance,                                  4, 56 56 56 56,                     5
            within the tolerance above,                                4, 55 55 55 55,                     4
            within the tolerance below,                                4, 45 45 45 45,                     4
            just below the tolerance,                                  4, 44 44 44 38,                     4
            half the usage needs half the pods,                        4, 25 25 25 25,                     2
            unready pods count as idle on the way up,                  3, 30u 100 120,                     5
            unready pods do not count on the way down,                 5, 10 30 50 25u 25u,                2
            pending pods count as idle on the way up,                  3, 200 pending pending,             4
            pending pods stop a scale-up that they will satisfy,       3, 60 pending pending,              3
            missing metrics count as idle on the way up,               2, 190 ?,                           4
            missing metrics stop a scale-up that would turn,           2, 90 ?,                            2
            missing metrics count as the whole request downwards,      4, 5 5 5 ?,                         3
            pods being deleted are left out,                           2, 100 100 400d 400d,               4
            above maxReplicas,                                         3, 400 400 400,                     10
            below minReplicas,                                         2, 0 0,                             1
            """, delimiter = ',')
    void asksForPods(String what, int wanted, String cpus, int desired) {
        var autoscaler = new Autoscaler(hpa(1, 10, anyUp(), anyDown()), ControllerFlags.DEFAULT);

        assertThat(autoscaler.sync(pods(wanted, cpus.split(" "))).desired()).isEqualTo(desired);
    }

    @Test
    void leavesOutTheCpuOfAStart() {
        var autoscaler = new Autoscaler(hpa(1, 10, anyUp(), anyDown()), ControllerFlags.DEFAULT);
        Observation calm = pods(2, seconds(0), "40", "500");
        PodView fresh = new PodView(
                "p1",
                PodView.Phase.RUNNING,
                false,
                java.util.Optional.of(seconds(-12)),
                java.util.Optional.of(new PodView.Readiness(true, seconds(-10))),
                Map.of("cpu", 100L));
        var seen = new Observation(calm.at(), 2, 2, List.of(calm.pods().getFirst(), fresh), calm.readings());

        // Ready for 10 s, and the metric's window is 15 s: its 500 % say nothing.
        assertThat(autoscaler.sync(seen).desired()).isEqualTo(1);
    }

    @Test
    void theScaleDownWindowAppliesTheHighestRecommendation() {
        var autoscaler =
                new Autoscaler(hpa(1, 10, anyUp(), rules(60, "Max", percent(100, 15))), ControllerFlags.DEFAULT);
        autoscaler.sync(pods(6, seconds(0), "50", "50", "50", "50", "50", "50"));

        assertThat(autoscaler.sync(idle(6, seconds(15))).desired()).isEqualTo(6);
        assertThat(autoscaler.sync(idle(6, seconds(59))).desired()).isEqualTo(6);
        assertThat(autoscaler.sync(idle(6, seconds(61))).desired()).isEqualTo(1);
    }

    @Test
    void policiesCountWhatWasDoneWithinTheirPeriod() {
        var autoscaler =
                new Autoscaler(hpa(1, 20, rules(0, "Max", Given.pods(4, 60)), anyDown()), ControllerFlags.DEFAULT);

        Conclusion first = autoscaler.sync(pods(1, seconds(0), "500"));
        autoscaler.scaled(first);

        assertThat(first.desired()).isEqualTo(5);
        assertThat(autoscaler.sync(busy(5, seconds(15))).desired()).isEqualTo(5);
        assertThat(autoscaler.sync(busy(5, seconds(61))).desired()).isEqualTo(9);
    }

    @Test
    void aChangeOfNothingTakesThePlaceOfNoOther() {
        var up = new Autoscaler(
                hpa(1, 20, rules(0, "Max", Given.pods(2, 15)), rules(0, "Max", Given.pods(1, 120))),
                ControllerFlags.DEFAULT);
        up.scaled(seconds(0), 1, 3);
        up.scaled(seconds(30), 3, 3);

        // The two that were added still count for the way down: from 1 at the period's start to 0.
        assertThat(up.sync(idle(3, seconds(45))).desired()).isEqualTo(1);

        var down = new Autoscaler(
                hpa(1, 20, rules(0, "Max", Given.pods(1, 120)), rules(0, "Max", Given.pods(2, 15))),
                ControllerFlags.DEFAULT);
        down.scaled(seconds(0), 5, 3);
        down.scaled(seconds(30), 3, 3);

        assertThat(down.sync(busy(3, seconds(45))).desired()).isEqualTo(6);
    }

    @ParameterizedTest(name = "{0}: at most {1}")
    @CsvSource({"Max, 10", "Min, 7", "Disabled, 5"})
    void selectPolicyChoosesAmongPolicies(String selectPolicy, int desired) {
        var up = rules(0, selectPolicy, Given.pods(2, 15), percent(100, 15));
        var autoscaler = new Autoscaler(hpa(1, 50, up, anyDown()), ControllerFlags.DEFAULT);

        assertThat(autoscaler.sync(busy(5, seconds(0))).desired()).isEqualTo(desired);
    }

    @Test
    void withoutBehaviorOnePodBecomesFourAndWithDefaultPoliciesFive() {
        var unset = new Autoscaler(hpa(1, 10, Behavior.NONE_UP, Behavior.NONE_DOWN), ControllerFlags.DEFAULT);
        var behavior = new Autoscaler(hpa(1, 10, Behavior.DEFAULT_UP, Behavior.DEFAULT_DOWN), ControllerFlags.DEFAULT);

        assertThat(unset.sync(pods(1, "500")).desired()).isEqualTo(4);
        assertThat(behavior.sync(pods(1, "500")).desired()).isEqualTo(5);
    }

    @Test
    void theMetricThatAsksForMostWins() {
        var autoscaler = new Autoscaler(twoMetrics(), ControllerFlags.DEFAULT);

        assertThat(autoscaler
                        .sync(with(pods(2, "50", "50"), new Reading.Whole(1_000_000)))
                        .desired())
                .isEqualTo(7);
    }

    @Test
    void aMissingMetricForbidsScalingDownButNotUp() {
        Reading missing = new Reading.Unavailable("no answer");

        assertThat(new Autoscaler(twoMetrics(), ControllerFlags.DEFAULT).sync(with(pods(2, "10", "10"), missing)))
                .isInstanceOf(Conclusion.Blind.class)
                .extracting(Conclusion::desired)
                .isEqualTo(2);
        assertThat(new Autoscaler(twoMetrics(), ControllerFlags.DEFAULT)
                        .sync(with(pods(2, "100", "100"), missing))
                        .desired())
                .isEqualTo(4);
    }

    @Test
    void aTargetScaledToZeroByHandIsLeftAlone() {
        var autoscaler = new Autoscaler(hpa(1, 10, anyUp(), anyDown()), ControllerFlags.DEFAULT);

        assertThat(autoscaler.sync(pods(0))).isEqualTo(new Conclusion.Disabled(Duration.ZERO));
    }

    @Test
    void aTargetThatTheHpaScaledToZeroComesBackByWhatIsCountedOutside() {
        HpaSettings perPod = fromZero(0, new Metric("External", "queue", "AverageValue", 5));
        HpaSettings total = fromZero(0, new Metric("Object", "queue", "Value", 4));

        assertThat(atZero(perPod, new Reading.Whole(10_000)).desired()).isEqualTo(2);
        assertThat(atZero(total, new Reading.Whole(10_000)).desired()).isEqualTo(3);
        assertThat(atZero(fromZero(2, perPod.metrics().getFirst()), new Reading.Whole(1_000))
                        .desired())
                .isEqualTo(2);
    }

    @Test
    void fromZeroToMinReplicasIsNoLimitButARuleOfItsOwn() {
        var conclusion = (Conclusion.Computed)
                atZero(fromZero(2, new Metric("External", "queue", "Value", 5)), new Reading.Whole(0));

        assertThat(conclusion.desired()).isEqualTo(2);
        assertThat(conclusion.limit()).isEqualTo(new Limit(0, 0, new Limit.Cause.None()));
    }

    @Test
    void metricsOfPodsCannotBringBackATargetThatWasScaledToZero() {
        assertThat(atZero(fromZero(0, Given.CPU_AT_50), new Reading.PerPod(Map.of())))
                .isEqualTo(new Conclusion.Disabled(Duration.ZERO));
        assertThat(atZero(fromZero(1, Given.CPU_AT_50), new Reading.PerPod(Map.of())))
                .isInstanceOf(Conclusion.Blind.class);
    }

    private static HpaSettings fromZero(int min, Metric metric) {
        return hpa(min, 10, rules(0, "Max", Given.pods(10, 15)), anyDown(), metric);
    }

    private static Conclusion atZero(HpaSettings settings, Reading reading) {
        return new Autoscaler(settings, ControllerFlags.DEFAULT)
                .sync(new Observation(Duration.ZERO, 0, 0, List.of(), List.of(reading), true));
    }

    @Test
    void minReplicasItselfIsWithinTheLimits() {
        var autoscaler = new Autoscaler(hpa(2, 10, anyUp(), anyDown()), ControllerFlags.DEFAULT);

        assertThat(autoscaler.sync(pods(2, "100", "100")).desired()).isEqualTo(4);
    }

    @Test
    void metricsWithoutPodsProposeNothing() {
        var seen = new Observation(
                Duration.ZERO,
                1,
                1,
                List.of(),
                List.of(new Reading.PerPod(Map.of("gone", new Measurement(50, seconds(0), seconds(15))))));

        assertThat(new Autoscaler(hpa(1, 10, anyUp(), anyDown()), ControllerFlags.DEFAULT).sync(seen))
                .isInstanceOfSatisfying(
                        Conclusion.Blind.class,
                        blind -> assertThat(blind.proposals())
                                .containsExactly(new Proposal.Unavailable(Given.CPU_AT_50, "no pods found")));
    }

    @Test
    void aMissingRequestIsSaidWithItsContainer() {
        var web = new Metric("ContainerResource", "cpu", java.util.Optional.of("web"), "Utilization", 50);
        var seen = new Observation(
                Duration.ZERO,
                1,
                1,
                List.of(new PodView(
                        "p",
                        PodView.Phase.RUNNING,
                        false,
                        java.util.Optional.of(seconds(-600)),
                        java.util.Optional.of(new PodView.Readiness(true, seconds(-600))),
                        Map.of("cpu", 100L),
                        Map.of("log", Map.of("cpu", 100L)))),
                List.of(new Reading.PerPod(Map.of("p", new Measurement(50, seconds(0), seconds(15))))));

        assertThat(new PodsMetric(web, seen, new Tolerances(0.1, 0.1), ControllerFlags.DEFAULT)
                        .propose(((Reading.PerPod) seen.readings().getFirst()).pods()))
                .isEqualTo(new Proposal.Unavailable(web, "missing request for cpu in container web of pod p"));
        assertThat(new PodsMetric(Given.CPU_AT_50, seen, new Tolerances(0.1, 0.1), ControllerFlags.DEFAULT)
                        .propose(((Reading.PerPod) seen.readings().getFirst()).pods()))
                .isInstanceOf(Proposal.Replicas.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # 56 % with the missing one as idle: 6
            upwards to as many as are wanted,     70 70 70 70 ?, 6, RATIO,     6
            upwards to fewer than are wanted,     70 70 70 70 ?, 7, DIRECTION, 7
            # 20 % with the missing one as its whole request: 2
            downwards to as many as are wanted,   0 0 0 0 ?,     2, RATIO,     2
            downwards to more than are wanted,    0 0 0 0 ?,     1, DIRECTION, 1
            # 90 % becomes 45 %, 30 % becomes 65 %
            upwards until the ratio turns,        90 ?,          2, TOLERANCE, 2
            upwards until the ratio has turned,   60 ?,          2, DIRECTION, 2
            downwards until the ratio has turned, 30 ?,          2, DIRECTION, 2
            """)
    void onlyATurnIsSaidToBeOne(String what, String cpus, int wanted, Proposal.Rule rule, int replicas) {
        var computed = (Conclusion.Computed) new Autoscaler(hpa(1, 10, anyUp(), anyDown()), ControllerFlags.DEFAULT)
                .sync(pods(wanted, cpus.split(" ")));

        assertThat(computed.decisive().rule()).isEqualTo(rule);
        assertThat(computed.decisive().replicas()).isEqualTo(replicas);
    }

    @Test
    void theFirstOfMetricsThatAskForTheSameDecides() {
        HpaSettings settings = twoMetrics();
        Observation equal = with(pods(2, "100", "100"), new Reading.Whole(600_000));

        var computed = (Conclusion.Computed) new Autoscaler(settings, ControllerFlags.DEFAULT).sync(equal);

        assertThat(computed.decisive().metric()).isEqualTo(Given.CPU_AT_50);
        assertThat(computed.proposals())
                .extracting(proposal -> ((Proposal.Replicas) proposal).replicas())
                .containsExactly(4, 4);
    }

    @Test
    void theMetricThatAsksForMostWinsWhereverItStands() {
        var computed = (Conclusion.Computed) new Autoscaler(twoMetrics(), ControllerFlags.DEFAULT)
                .sync(with(pods(2, "200", "200"), new Reading.Whole(600_000)));

        assertThat(computed.desired()).isEqualTo(8);
    }

    @Test
    void aMissingMetricDoesNotForbidStaying() {
        Conclusion conclusion = new Autoscaler(twoMetrics(), ControllerFlags.DEFAULT)
                .sync(with(pods(2, "50", "50"), new Reading.Unavailable("no answer")));

        assertThat(conclusion).isInstanceOf(Conclusion.Computed.class);
        assertThat(conclusion.isChange()).isFalse();
    }

    @Test
    void aNumberOutsideTheLimitsIsBroughtBackWithoutMetrics() {
        var autoscaler = new Autoscaler(hpa(2, 4, anyUp(), anyDown()), ControllerFlags.DEFAULT);

        assertThat(autoscaler.sync(pods(9)).desired()).isEqualTo(4);
        assertThat(autoscaler.sync(pods(9)).isChange()).isTrue();
        assertThat(autoscaler.sync(pods(1)).desired()).isEqualTo(2);
    }

    private static HpaSettings twoMetrics() {
        return hpa(1, 10, anyUp(), anyDown(), Given.CPU_AT_50, new Metric("External", "queue", "AverageValue", 150));
    }

    private static Observation with(Observation seen, Reading second) {
        return new Observation(
                seen.at(),
                seen.wanted(),
                seen.existing(),
                seen.pods(),
                List.of(seen.readings().getFirst(), second));
    }

    private static Observation idle(int count, Duration at) {
        return all("0", count, at);
    }

    private static Observation busy(int count, Duration at) {
        return all("500", count, at);
    }

    private static Observation all(String cpu, int count, Duration at) {
        return pods(count, at, java.util.Collections.nCopies(count, cpu).toArray(String[]::new));
    }
}
