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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final Metric QUEUE = new Metric("External", "queue", "AverageValue", 5);

    @Test
    void namesThePolicyThatLimits() {
        var conclusion = sync(hpa(1, 10, rules(0, "Max", Given.pods(3, 15)), anyDown()), pods(1, "377"));

        assertThat(Explanation.of(conclusion))
                .containsExactly(
                        "wanted 8 from 377 % / 50 %; limited to 4 by the policy of 3 pods per 15 s",
                        "cpu: 377 % / 50 % is a ratio of 7.54 over 1 pod",
                        "7.54 x 1 pod = 7.54, rounded up: 8",
                        "policy 3 pods per 15 s, from 1 at the period's start: 4 allowed now");
    }

    @Test
    void tellsHowUnreadyPodsWereCounted() {
        var conclusion = sync(hpa(1, 10, anyUp(), anyDown()), pods(3, "30u", "100", "120"));

        assertThat(Explanation.of(conclusion))
                .containsExactly(
                        "wanted 5 from 110 % / 50 %",
                        "cpu: 110 % / 50 % is a ratio of 2.20 over 2 pods",
                        "1 pod not ready for a whole window yet: counted as idle",
                        "with them the ratio is 1.46 over 3 pods",
                        "1.46 x 3 pods = 4.38, rounded up: 5");
    }

    @Test
    void tellsTheToleranceFromARest() {
        var conclusion = sync(hpa(1, 10, anyUp(), anyDown()), pods(2, "52", "53"));

        assertThat(Explanation.inShort(conclusion)).isEqualTo("keeps 2 from 52 % / 50 %; within the tolerance");
    }

    @Test
    void namesTheWindowThatHolds() {
        var autoscaler =
                new Autoscaler(hpa(1, 10, anyUp(), rules(60, "Max", percent(100, 15))), ControllerFlags.DEFAULT);
        autoscaler.sync(pods(3, seconds(0), "50", "50", "50"));

        assertThat(Explanation.of(autoscaler.sync(pods(3, seconds(30), "2", "2", "2"))))
                .startsWith("wanted 1 from 2 % / 50 %; held at 3 by the scale-down window of 60 s")
                .endsWith("the scale-down window of 60 s applies the highest recommendation in it, 3 from 30 s ago: 3");
    }

    @Test
    void namesMaxReplicas() {
        var conclusion = sync(hpa(1, 4, anyUp(), anyDown()), pods(1, "400"));

        assertThat(Explanation.inShort(conclusion))
                .isEqualTo("wanted 8 from 400 % / 50 %; limited to 4 by maxReplicas");
    }

    @Test
    void saysWhyItIsBlind() {
        Observation seen = pods(2, "50", "50");
        var conclusion = sync(
                hpa(1, 10, anyUp(), anyDown()),
                new Observation(
                        seen.at(), 2, 2, seen.pods(), List.of(new Reading.Unavailable("the metrics API is away"))));

        assertThat(Explanation.inShort(conclusion)).isEqualTo("keeps 2, blind: cpu: the metrics API is away");
    }

    @Test
    void saysWhyOnlyOfTheMetricsThatAreMissing() {
        Observation seen = pods(2, "10", "10");
        var conclusion = sync(
                hpa(1, 10, anyUp(), anyDown(), Given.CPU_AT_50, QUEUE),
                new Observation(
                        seen.at(),
                        2,
                        2,
                        seen.pods(),
                        List.of(seen.readings().getFirst(), new Reading.Unavailable("no answer"))));

        assertThat(Explanation.of(conclusion))
                .containsExactly(
                        "keeps 2, blind: queue: no answer",
                        "cpu: 10 % / 50 % is a ratio of 0.20 over 2 pods",
                        "0.20 x 2 pods = 0.40, rounded up: 1",
                        "queue: no answer");
    }

    @Test
    void saysThatANumberIsBroughtBackWithinTheLimits() {
        assertThat(Explanation.of(sync(hpa(2, 4, anyUp(), anyDown()), pods(9))))
                .containsExactly("9 is above maxReplicas: back to 4");
        assertThat(Explanation.of(sync(hpa(2, 4, anyUp(), anyDown()), pods(1))))
                .containsExactly("1 is below minReplicas: up to 2");
    }

    @Test
    void saysThatAZeroByHandIsLeftAlone() {
        assertThat(Explanation.of(sync(hpa(1, 4, anyUp(), anyDown()), pods(0))))
                .containsExactly("scaled to zero by hand: the HPA keeps out of it");
    }

    @Test
    void namesTheDirectionThatIsDisabled() {
        var disabled = rules(0, "Disabled", percent(100, 15));

        assertThat(Explanation.of(sync(hpa(1, 9, disabled, anyDown()), pods(1, "400"))))
                .startsWith("wanted 8 from 400 % / 50 %; kept at 1: scaling up is disabled")
                .endsWith("kept at 1: scaling up is disabled, from 8");
        assertThat(Explanation.inShort(sync(hpa(1, 9, anyUp(), disabled), pods(2, "5", "5"))))
                .isEqualTo("wanted 1 from 5 % / 50 %; kept at 2: scaling down is disabled");
    }

    @Test
    void namesMinReplicasAndTheDoublingWithoutBehavior() {
        assertThat(Explanation.inShort(sync(hpa(2, 9, anyUp(), anyDown()), pods(3, "5", "5", "5"))))
                .isEqualTo("wanted 1 from 5 % / 50 %; kept at 2 by minReplicas");
        assertThat(Explanation.inShort(sync(hpa(1, 9, Behavior.NONE_UP, Behavior.NONE_DOWN), pods(1, "400"))))
                .isEqualTo(
                        "wanted 8 from 400 % / 50 %; limited to 4: without behavior, one decision at most doubles, or goes to 4");
    }

    @Test
    void ofPoliciesThatAllowTheSameTheFirstIsNamed() {
        var up = rules(0, "Max", Given.pods(2, 15), percent(100, 15));
        var least = rules(0, "Min", Given.pods(2, 15), percent(100, 15));

        assertThat(Explanation.inShort(sync(hpa(1, 9, up, anyDown()), pods(2, "400", "400"))))
                .endsWith("limited to 4 by the policy of 2 pods per 15 s");
        assertThat(Explanation.inShort(sync(hpa(1, 9, least, anyDown()), pods(2, "400", "400"))))
                .endsWith("limited to 4 by the policy of 2 pods per 15 s");
    }

    @Test
    void ofRecommendationsThatAreEqualTheFirstIsNamed() {
        var slow = rules(60, "Max", percent(900, 15));
        var down = rules(60, "Max", percent(100, 15));

        var autoscaler = new Autoscaler(hpa(1, 9, slow, down), ControllerFlags.DEFAULT);
        autoscaler.sync(pods(3, seconds(0), "50", "50", "50"));
        autoscaler.sync(pods(3, seconds(15), "50", "50", "50"));

        assertThat(Explanation.of(autoscaler.sync(pods(3, seconds(30), "2", "2", "2"))))
                .endsWith("the scale-down window of 60 s applies the highest recommendation in it, 3 from 30 s ago: 3");

        var up = new Autoscaler(hpa(1, 9, slow, down), ControllerFlags.DEFAULT);
        up.sync(pods(3, seconds(0), "50", "50", "50"));
        up.sync(pods(3, seconds(15), "50", "50", "50"));

        assertThat(Explanation.of(up.sync(pods(3, seconds(30), "100", "100", "100"))))
                .startsWith("wanted 6 from 100 % / 50 %; held at 3 by the scale-up window of 60 s")
                .endsWith("the scale-up window of 60 s applies the lowest recommendation in it, 3 from 30 s ago: 3");
    }

    @Test
    void withoutBehaviorTooTheFirstOfEqualRecommendationsIsNamed() {
        var autoscaler = new Autoscaler(hpa(1, 9, Behavior.NONE_UP, Behavior.NONE_DOWN), ControllerFlags.DEFAULT);
        autoscaler.sync(pods(3, seconds(0), "50", "50", "50"));
        autoscaler.sync(pods(3, seconds(15), "50", "50", "50"));

        assertThat(Explanation.of(autoscaler.sync(pods(3, seconds(30), "2", "2", "2"))))
                .endsWith(
                        "the scale-down window of 300 s applies the highest recommendation in it, 3 from 30 s ago: 3");
    }

    @Test
    void aValuePerPodIsInItsOwnUnit() {
        Observation seen = pods(2, "150", "150");

        assertThat(Explanation.inShort(sync(average("cpu", 0.1), seen)))
                .isEqualTo("wanted 3 from 150m / 100m a pod of cpu");
        assertThat(Explanation.inShort(sync(average("memory", 64 << 20), measured(seen, (96L << 20) * 1_000))))
                .isEqualTo("wanted 3 from 96 MiB / 64 MiB a pod of memory");
        assertThat(Explanation.inShort(
                        sync(hpa(1, 9, anyUp(), anyDown(), QUEUE), measured(seen, new Reading.Whole(12_500)))))
                .isEqualTo("wanted 3 from 6.25 / 5 a pod of queue");
    }

    @Test
    void tellsHowPodsWithoutMetricsWereCounted() {
        assertThat(Explanation.of(sync(hpa(1, 9, anyUp(), anyDown()), pods(2, "90", "?"))))
                .contains("1 pod without metrics: counted as idle", "with them the ratio is 0.90 over 2 pods");
        assertThat(Explanation.of(sync(hpa(1, 9, anyUp(), anyDown()), pods(2, "10", "?"))))
                .contains("1 pod without metrics: counted as using all they request");
        assertThat(Explanation.of(sync(average("cpu", 0.1), pods(2, "10", "?"))))
                .contains("1 pod without metrics: counted as using the target");
        assertThat(Explanation.of(sync(
                        hpa(1, 9, anyUp(), anyDown(), new Metric("Resource", "cpu", "Utilization", 150)),
                        pods(2, "10", "?"))))
                .contains("1 pod without metrics: counted as using the target");
        assertThat(Explanation.of(sync(
                        hpa(1, 9, anyUp(), anyDown(), new Metric("Resource", "cpu", "Utilization", 100)),
                        pods(2, "10", "?"))))
                .contains("1 pod without metrics: counted as using all they request");
    }

    @Test
    void atTheTargetItselfTheyAreLeftOut() {
        assertThat(Explanation.of(sync(hpa(1, 9, anyUp(), anyDown()), pods(3, "50", "?", "50u"))))
                .containsExactly(
                        "keeps 3 from 50 % / 50 %; within the tolerance",
                        "cpu: 50 % / 50 % is a ratio of 1.00 over 1 pod",
                        "1 pod not ready for a whole window yet: left out",
                        "1 pod without metrics: left out",
                        "within the tolerance of the target: stays 3");
        assertThat(Explanation.of(sync(hpa(1, 9, anyUp(), anyDown()), pods(2, "50", "pending"))))
                .contains("1 pod not ready for a whole window yet: left out");
    }

    private static HpaSettings average(String name, double target) {
        return hpa(1, 9, anyUp(), anyDown(), new Metric("Resource", name, "AverageValue", target));
    }

    private static Observation measured(Observation seen, long milli) {
        return measured(
                seen,
                new Reading.PerPod(Map.of(
                        "p0", new Measurement(milli, seen.at(), seconds(15)),
                        "p1", new Measurement(milli, seen.at(), seconds(15)))));
    }

    private static Observation measured(Observation seen, Reading reading) {
        return new Observation(seen.at(), seen.wanted(), seen.existing(), seen.pods(), List.of(reading));
    }

    private static Conclusion sync(HpaSettings settings, Observation seen) {
        return new Autoscaler(settings, ControllerFlags.DEFAULT).sync(seen);
    }
}
