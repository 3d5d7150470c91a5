package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.contract.Runs.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.HpaSample.Condition;
import io.scaleproof.loadtest.record.HpaSample.Current;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StayCausesTest {
    private static final Duration FROM = Duration.ofSeconds(70);
    private static final Duration TO = Duration.ofSeconds(400);

    @Test
    void podsThatStayStayForTheWindow() {
        assertThat(cause(good().scaleDown(rules(300))))
                .isEqualTo(new Cause(
                        "the scale-down window is 300 s", "pulumi config set scaleDownWindowSeconds 60 && pulumi up"));
    }

    @Test
    void orForThePolicies() {
        assertThat(cause(good().scaleDown(rules(60, new Policy("Percent", 10, Duration.ofMinutes(1))))))
                .isEqualTo(new Cause(
                        "the scale-down policies allow 10 % per 60 s",
                        "pulumi config set scaleDownPolicies 100%/15s && pulumi up"));
    }

    @Test
    void orBecauseScalingDownIsDisabled() {
        assertThat(cause(good().scaleDown(new Rules(Duration.ofMinutes(5), "Disabled", List.of(), 0.1))))
                .isEqualTo(new Cause("scaling down is disabled", "kubectl describe hpa scaleproof -n scaleproof"));
    }

    @Test
    void orBecauseTheyUseMoreAtRestThanLetsOneGo() {
        Cause cause =
                cause(good().hpaMeasured(60, 6, 51).hpaMeasured(140, 2, 33).hpaMeasured(300, 2, 31));

        assertThat(cause.reason())
                .isEqualTo("the HPA measured 62 % of its target for cpu on 2 pods, which asks for 2:"
                        + " they use it by themselves, for the load does not");
        assertThat(cause.remedy())
                .isEqualTo("see what they do at rest: kubectl top pods -n scaleproof --containers;"
                        + " else pulumi config set cpuRequest 200m && pulumi up");
    }

    @Test
    void orBecauseTheyUseSomethingElse() {
        Metric memory = new Metric("Resource", "memory", "AverageValue", 200e6);
        Cause cause = cause(good().scalesOn(new Metric("Resource", "cpu", "Utilization", 50), memory)
                .hpaWrote(
                        140,
                        2,
                        List.of(
                                new Current("cpu", Optional.of(10), 0.01),
                                new Current("memory", Optional.empty(), 190e6)),
                        List.of()));

        assertThat(cause.reason())
                .startsWith("the HPA measured 95 % of its target for memory on 2 pods, which asks for 2:");
    }

    @Test
    void orBecauseTheToleranceLetsNoneGo() {
        assertThat(cause(good().hpaMeasured(140, 12, 45)).reason())
                .startsWith("the HPA measured 90 % of its target for cpu on 12 pods, which asks for 12:");
    }

    @Test
    void halfTheTargetOnTwoPodsLetsOneGo() {
        assertThat(cause(good().hpaMeasured(140, 2, 25)).reason()).startsWith("the scale-down policies allow");
    }

    @Test
    void whatTheMinimumUsesKeepsNone() {
        assertThat(cause(good().hpaMeasured(140, 1, 33)).reason()).startsWith("the scale-down policies allow");
    }

    @Test
    void figuresThatABlindHpaDidNotGoByKeepNone() {
        assertThat(cause(good().scaleDown(rules(300))
                                .hpaWrote(
                                        135,
                                        6,
                                        List.of(new Current("cpu", Optional.of(33), 0.033)),
                                        List.of(new Condition("ScalingActive", false, "FailedGetResourceMetric", "")))
                                .hpaMeasured(150, 2, 10))
                        .reason())
                .isEqualTo("the scale-down window is 300 s");
    }

    @Test
    void orBecauseTheirFiguresLetSomeGoAndNotAll() {
        assertThat(cause(good().hpaMeasured(60, 6, 51)
                                .hpaMeasured(135, 6, 19)
                                .hpaMeasured(145, 3, 26)
                                .hpaMeasured(210, 2, 30))
                        .reason())
                .startsWith("the HPA measured 60 % of its target for cpu on 2 pods, which asks for 2");
    }

    @Test
    void orBecauseTheyWereHeldAtTheEndByWhatTheyUsedAMomentAgo() {
        assertThat(cause(good().hpaMeasured(60, 6, 51)
                                .hpaMeasured(180, 2, 27)
                                .hpaMeasured(190, 2, 22)
                                .hpaMeasured(230, 2, 26)
                                .hpaMeasured(240, 2, 22)
                                .hpaMeasured(285, 2, 27)
                                .hpaMeasured(295, 2, 15)
                                .hpaMeasured(345, 2, 27)
                                .hpaMeasured(350, 2, 15))
                        .reason())
                .startsWith("the HPA measured 54 % of its target for cpu on 2 pods, which asks for 2");
    }

    @Test
    void whatASyncFindsUnchangedIsNotWrittenAnewAndCountsAllTheSame() {
        assertThat(cause(good().hpaMeasured(60, 6, 51)
                                .hpaMeasured(125, 2, 27)
                                .hpaMeasured(160, 2, 20)
                                .hpaMeasured(395, 2, 19))
                        .reason())
                .as("from 130 to 220 s of 270")
                .startsWith("the scale-down policies");
        assertThat(cause(good().hpaMeasured(60, 6, 51)
                                .hpaMeasured(125, 2, 27)
                                .hpaMeasured(260, 2, 20)
                                .hpaMeasured(395, 2, 19))
                        .reason())
                .as("from 130 to 320 s of 270")
                .startsWith("the HPA measured 54 % of its target for cpu on 2 pods");
    }

    @Test
    void whatIsFoundAsTheLoadIsNoLongerSeenCounts() {
        assertThat(cause(good().scaleDown(rules(300)).hpaMeasured(130, 2, 27).hpaMeasured(140, 2, 20))
                        .reason())
                .as("by a status of that moment")
                .startsWith("the HPA measured 54 % of its target for cpu on 2 pods");
        assertThat(cause(good().scaleDown(rules(300)).hpaMeasured(125, 2, 27).hpaMeasured(145, 2, 20))
                        .reason())
                .as("by a sync of that moment, which found the same")
                .startsWith("the HPA measured 54 % of its target for cpu on 2 pods");
    }

    @Test
    void anHpaThatGoesBlindWithPodsThatUseMuchIsBlindForTheRest() {
        assertThat(cause(good().scaleDown(rules(300))
                                .hpaMeasured(60, 6, 51)
                                .hpaMeasured(140, 2, 33)
                                .hpaSays(160, "ScalingActive", false, "FailedGetResourceMetric", "no metrics"))
                        .reason())
                .isEqualTo("the HPA was blind (FailedGetResourceMetric)");
    }

    @Test
    void thatTheyAskForFewerThanThereAreIsNoReasonToKeepThem() {
        assertThat(cause(good().scaleDown(rules(60, new Policy("Percent", 10, Duration.ofMinutes(1))))
                                .hpaMeasured(60, 6, 51)
                                .hpaMeasured(135, 6, 10)
                                .hpaMeasured(190, 5, 11)
                                .hpaMeasured(250, 4, 12)
                                .hpaMeasured(310, 3, 12))
                        .reason())
                .startsWith("the scale-down policies allow");
    }

    @Test
    void whatTheHpaStillMeasuresOfTheLoadIsNotTheirRest() {
        assertThat(cause(good().scaleDown(rules(300)).hpaMeasured(60, 6, 51).hpaMeasured(135, 6, 8))
                        .reason())
                .isEqualTo("the scale-down window is 300 s");
    }

    @Test
    void whatHeldThemForLongestIsTheCause() {
        assertThat(cause(good().scaleDown(rules(300)).hpaMeasured(60, 6, 8).hpaMeasured(300, 2, 33))
                        .reason())
                .isEqualTo("the scale-down window is 300 s");
    }

    @Test
    void aBlindHpaLetsNoPodGo() {
        assertThat(cause(good().hpaSays(75, "ScalingActive", false, "FailedGetResourceMetric", "no metrics"))
                        .reason())
                .isEqualTo("the HPA was blind (FailedGetResourceMetric)");
    }

    /** As when the controller-manager is gone: the status stays at what was measured under load. */
    @Test
    void anHpaThatStandsStillLetsNoneGoEither() {
        Runs still = good().scaleDown(rules(300))
                .hpaMeasured(60, 1, 51)
                .measured(List.of(usage(50, 51), usage(80, 6), usage(95, 2), usage(110, 2)))
                .length(400);

        assertThat(cause(still))
                .isEqualTo(new Cause(
                        "the HPA stood still from 80.0 s to 400.0 s: its status stayed at cpu 51 %, while the metrics API gave 2 %",
                        "see whether the kube-controller-manager runs, and is not overloaded:"
                                + " kubectl get pods,leases -n kube-system"));
    }

    @Test
    void oneThatFoundTheSameAgainDoesNotStandStill() {
        assertThat(cause(good().scaleDown(rules(300))
                                .hpaMeasured(60, 1, 8)
                                .measured(List.of(usage(50, 8), usage(80, 8), usage(95, 8)))
                                .length(400))
                        .reason())
                .isEqualTo("the scale-down window is 300 s");
    }

    private static PodUsage usage(long at, double millicores) {
        Duration time = Duration.ofSeconds(at);
        return new PodUsage(time, time, Duration.ofSeconds(15), "any", millicores, 0);
    }

    @Test
    void podsThatAreBusyAtRestBreakTheContractButNotOnAMachineWithNothingToSpare() {
        assertThat(backToMinimum(restless())).isInstanceOf(Verdict.Failed.class);
        assertThat(backToMinimum(restless().starved(120, 240))).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void norOnOneThatIsBusyWithSomethingElseForMostOfTheTime() {
        assertThat(backToMinimum(restless().disturbed(0, 260))).isInstanceOf(Verdict.Unknown.class);
        assertThat(backToMinimum(restless().disturbed(0, 200))).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void aLongWindowBreaksItOnSuchAMachineToo() {
        assertThat(backToMinimum(restless().hpaMeasured(120, 2, 5).starved(120, 240)))
                .isInstanceOf(Verdict.Failed.class);
    }

    private static Runs restless() {
        return good().pods(sample(-30, 1, 1), sample(35, 6, 1), sample(50, 6, 6), sample(110, 2, 2))
                .length(400)
                .hpaMeasured(115, 2, 33);
    }

    private static Verdict backToMinimum(Runs runs) {
        return runs.verdict("backToMinimumWithin");
    }

    private static Rules rules(long window, Policy... policies) {
        return new Rules(Duration.ofSeconds(window), "Max", List.of(policies), 0.1);
    }

    private static Cause cause(Runs runs) {
        RunRecord run = runs.run();
        return new StayCauses(run, new Remedies(run)).of(FROM, TO);
    }
}
