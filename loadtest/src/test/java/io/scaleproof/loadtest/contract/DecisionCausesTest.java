package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.Brake;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import io.scaleproof.loadtest.record.MetricReading;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A load that needs six pods from 10 s on and does not get them until 100 s. */
class DecisionCausesTest {
    private static final Metric REQUESTS = new Metric("Pods", "requests", "AverageValue", 10);

    @Test
    void aLowMaximumIsTheCauseWhateverElseHeldBack() {
        Cause cause = tooFew(good().maxReplicas(5).decision(30, 1, 4, Brake.POLICY, "limited to 4"));

        assertThat(cause).isEqualTo(new Cause("maxReplicas is 5", "pulumi config set maxReplicas 6 && pulumi up"));
    }

    @Test
    void aMaximumThatIsJustEnoughIsNone() {
        assertThat(tooFew(good().maxReplicas(6).decision(30, 1, 4, Brake.POLICY, "limited to 4"))
                        .reason())
                .startsWith("the scale-up policy held it back");
    }

    /** As when the controller-manager is gone: its last status is one of before the load. */
    @Test
    void anHpaThatStandsStillAsksForNothing() {
        Runs still =
                good().hpaMeasured(5, 8).measured(List.of(usage(4, 8), usage(20, 250), usage(35, 250), usage(50, 250)));

        assertThat(tooFew(still))
                .isEqualTo(new Cause(
                        "the HPA stood still from 20.0 s to 160.0 s: its status stayed at cpu 8 %, while the metrics API gave 250 %",
                        Remedies.CONTROLLER));
        assertThat(tooFew(still.hpaMeasured(30, 250)).reason()).doesNotContain("stood still");
    }

    private static PodUsage usage(long at, double millicores) {
        Duration time = Duration.ofSeconds(at);
        return new PodUsage(time, time, Duration.ofSeconds(15), "any", millicores, 0);
    }

    @Test
    void aDecisionForEnoughHeldNothingBack() {
        assertThat(late(good().decision(30, 1, 6, Brake.POLICY, "wanted 8; limited to 6")
                                .metricsAt(20, 35, 50, 65, 80, 95))
                        .reason())
                .isEqualTo("metrics and syncs took that long");
    }

    @Test
    void thePolicyThatHeldForLongestIsNamedWithWhatItAllows() {
        Cause cause = tooFew(good().scaleUp(rules(0, new Policy("Pods", 1, Duration.ofMinutes(1))))
                .decision(15, 1, 1, 52, Brake.TOLERANCE, "within the tolerance")
                .decision(25, 1, 2, Brake.POLICY, "wanted 6; limited to 2")
                .decision(85, 2, 3, Brake.POLICY, "wanted 6; limited to 3"));

        assertThat(cause)
                .isEqualTo(new Cause(
                        "the scale-up policy held it back, 1 pods per 60 s (at 85.0 s: wanted 6; limited to 3)",
                        "pulumi config set scaleUpPolicies 10pods/15s && pulumi up"));
    }

    @Test
    void theScaleUpWindowIsNamed() {
        Cause cause = tooFew(good().scaleUp(rules(120)).decision(30, 1, 1, Brake.WINDOW, "held at 1"));

        assertThat(cause)
                .isEqualTo(new Cause(
                        "the scale-up window held it back (at 30.0 s: held at 1)",
                        "pulumi config set scaleUpWindowSeconds 0 && pulumi up"));
    }

    @Test
    void aWindowThatKeptPodsWhichTheFigureDidNotAskForIsNoCause() {
        for (int percent : new int[] {3, 50}) {
            Cause cause = late(good().hpaMeasured(12, percent)
                    .decision(12, 2, 2, percent, Brake.WINDOW, "held at 2 by the scale-down window")
                    .metricsAt(20, 35, 50, 65, 80, 95));

            assertThat(cause.reason()).isEqualTo("metrics and syncs took that long");
        }
    }

    @Test
    void theToleranceIsNamedWithATargetThatWouldNotBeWithinIt() {
        Cause cause = tooFew(good().decision(30, 5, 5, 54, Brake.TOLERANCE, "keeps 5 from 54 % / 50 %"));

        assertThat(cause)
                .isEqualTo(new Cause(
                        "its figure was within the tolerance (at 30.0 s: keeps 5 from 54 % / 50 %)",
                        "pulumi config set targetCpuUtilization 40 && pulumi up"));
    }

    @Test
    void theTargetInPercentIsNotThatOfAnotherMetric() {
        Cause cause = tooFew(good().scalesOn(
                        new Metric("Resource", "memory", "AverageValue", 200e6),
                        new Metric("Resource", "cpu", "Utilization", 50))
                .decision(30, 5, 5, 54, Brake.TOLERANCE, "keeps 5 from 54 % / 50 %"));

        assertThat(cause.remedy()).isEqualTo("pulumi config set targetCpuUtilization 40 && pulumi up");
    }

    @Test
    void podsWithoutMetricsAreNamed() {
        assertThat(tooFew(good().decision(30, 5, 5, Brake.DIRECTION, "keeps 5")))
                .isEqualTo(new Cause(
                        "pods without metrics held it back (at 30.0 s: keeps 5)",
                        "let pods start faster: the HPA takes pods that are not ready as idle"));
    }

    @Test
    void disabledScalingUpIsNamed() {
        assertThat(tooFew(good().decision(30, 1, 1, Brake.DISABLED, "kept at 1")))
                .isEqualTo(new Cause(
                        "scaling up is disabled (at 30.0 s: kept at 1)",
                        "pulumi up, which puts the HPA back as the stack declares it"));
    }

    @Test
    void aBlindHpaIsNamedWithItsOwnWords() {
        Cause cause = tooFew(good().hpaSays("ScalingActive", false, "FailedGetResourceMetric", "no metrics returned"));

        assertThat(cause)
                .isEqualTo(new Cause(
                        "it is blind (FailedGetResourceMetric: no metrics returned)",
                        "kubectl describe hpa scaleproof -n scaleproof; see whether metrics-server answers and every"
                                + " container requests CPU"));
    }

    @Test
    void blindnessBeforeTheLoadHoldsUntilTheHpaSaysOtherwise() {
        assertThat(late(good().hpaSays(-20, "ScalingActive", false, "FailedGetResourceMetric", "none"))
                        .reason())
                .isEqualTo("it was blind for a time (FailedGetResourceMetric: none)");
        assertThat(late(good().hpaSays(-20, "ScalingActive", false, "FailedGetResourceMetric", "none")
                                .hpaMeasured(5, 8)
                                .metricsAt(20, 35, 50, 65, 80, 95))
                        .reason())
                .isEqualTo("metrics and syncs took that long");
    }

    @Test
    void theHpasOwnWordsOnItsBlindnessStandAboveTheReplays() {
        Cause cause = late(good().hpaSays(20, "ScalingActive", false, "FailedGetResourceMetric", "none")
                .decision(12, 1, 1, Brake.BLIND, "keeps 1, blind"));

        assertThat(cause.reason()).isEqualTo("it was blind for a time (FailedGetResourceMetric: none)");
    }

    @Test
    void aMomentOfBlindnessDoesNotHideWhatHeldBackForLonger() {
        Cause cause = late(good().hpaSays(12, "ScalingActive", false, "FailedGetResourceMetric", "none")
                .hpaMeasured(25, 280)
                .decision(12, 1, 1, Brake.BLIND, "keeps 1, blind")
                .decision(25, 1, 2, Brake.POLICY, "limited to 2"));

        assertThat(cause.reason()).startsWith("the scale-up policy held it back");
    }

    @Test
    void metricsThatDoNotComeAreNamed() {
        assertThat(late(good().metricsAt(5, 95)))
                .isEqualTo(
                        new Cause(
                                "the metrics API had nothing new for 85.0 s",
                                "see that metrics-server runs and measures every 15 s: kubectl get pods -A -l k8s-app=metrics-server"));
        assertThat(tooFew(good().metricsAt(5, 95)).reason()).isEqualTo("the metrics API had nothing new for 85.0 s");
    }

    @Test
    void fortySecondsAreNotLongAndWhatCameLaterIsNotAskedFor() {
        assertThat(late(good().metricsAt(20, 60, 75, 90, 150)).reason()).isEqualTo("metrics and syncs took that long");
    }

    @Test
    void withoutAnyBrakeTheHighestFigureIsAllThereIsToSay() {
        assertThat(tooFew(good().hpaMeasured(20, 31)
                                .hpaMeasured(35, 44)
                                .hpaMeasured(120, 90)
                                .metricsAt(20, 35, 50, 65, 80, 95))
                        .reason())
                .isEqualTo("it measured 44 % at most");
        assertThat(tooFew(good().metricsAt(20, 35, 50, 65, 80, 95)).reason()).isEqualTo("its figures were not seen");
    }

    @Test
    void theFirstAndTheLastMomentAreWithinTheTime() {
        Runs both = good().metricsAt(20, 35, 50, 65, 80, 95);

        assertThat(tooFew(both.hpaMeasured(10, 31)).reason()).isEqualTo("it measured 31 % at most");
        assertThat(tooFew(both.hpaMeasured(100, 44)).reason()).isEqualTo("it measured 44 % at most");
    }

    @ParameterizedTest
    @EnumSource(
            value = Brake.class,
            names = {"NONE", "MINIMUM"})
    void whatDidNotHoldBackIsNoCause(Brake brake) {
        assertThat(late(good().decision(30, 1, 4, brake, "wanted 4").metricsAt(20, 35, 50, 65, 80, 95))
                        .reason())
                .isEqualTo("metrics and syncs took that long");
    }

    @Test
    void ofAnHpaThatLooksAtRequestsTheirMetricIsNamedAndWhoHasIt() {
        Runs byRequests = good().scalesOn(REQUESTS)
                .hpaWrote(20, 1, List.of(new HpaSample.Current("requests", Optional.empty(), 8.5)), List.of());

        assertThat(tooFew(byRequests).reason()).isEqualTo("it measured requests 8.5 / 10 a pod at most");
        assertThat(late(byRequests).remedy())
                .isEqualTo(
                        "how often Prometheus scrapes, the window of the metric's query, and the HPA's sync period set the floor");
        assertThat(tooFew(byRequests.hpaWrote(
                                30,
                                1,
                                List.of(),
                                List.of(new HpaSample.Condition(
                                        "ScalingActive", false, "FailedGetPodsMetric", "no metrics"))))
                        .remedy())
                .endsWith(
                        "see whether the metrics adapter and its Prometheus (or KEDA) answer: kubectl get apiservices | grep metrics");
    }

    @Test
    void theirAnswersTellWhetherThereWasNothingNew() {
        Runs byRequests = good().scalesOn(REQUESTS).metricsAt(20, 35, 50, 65, 80, 95);

        assertThat(late(byRequests.answered(List.of(answer(12), answer(60)))).reason())
                .isEqualTo("the metrics API had nothing new for 48.0 s");
        assertThat(late(byRequests.answered(List.of(answer(12), answer(40), answer(75))))
                        .reason())
                .isEqualTo("metrics and syncs took that long");
        assertThat(late(byRequests.metricsAt(20).answered(List.of())).reason())
                .isEqualTo("metrics and syncs took that long");
    }

    private static MetricReading answer(long at) {
        return new MetricReading(
                Duration.ofSeconds(at),
                Duration.ofSeconds(at),
                Duration.ZERO,
                "Pods",
                "requests",
                Optional.of("pod"),
                OptionalDouble.of(1));
    }

    private static Rules rules(long window, Policy... policies) {
        return new Rules(Duration.ofSeconds(window), "Max", List.of(policies), 0.1);
    }

    private static Cause tooFew(Runs runs) {
        return causes(runs.run()).tooFew(6, Duration.ofSeconds(10), Duration.ofSeconds(100));
    }

    private static Cause late(Runs runs) {
        return causes(runs.run()).late(6, Duration.ofSeconds(10), Duration.ofSeconds(100));
    }

    private static DecisionCauses causes(RunRecord run) {
        return new DecisionCauses(run, new Remedies(run));
    }
}
