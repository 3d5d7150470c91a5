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
    void aNumberOutsideTheLimitsIsBroughtBackWithoutMetrics() {
        var autoscaler = new Autoscaler(hpa(2, 4, anyUp(), anyDown()), ControllerFlags.DEFAULT);

        assertThat(autoscaler.sync(pods(9)).desired()).isEqualTo(4);
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
