package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.record.GivenPod.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pods that were asked for at 35 s and were not there at 100 s. */
class PodCausesTest {

    @Test
    void aQuotaIsNamedWithTheApiServersWords() {
        assertThat(notReady(
                        good().event("FailedCreate", "pods \"x\" is forbidden: exceeded quota: few, used: cpu=200m")))
                .isEqualTo(new Cause(
                        "a ResourceQuota allows no more pods (pods \"x\" is forbidden: exceeded quota: few, used: cpu=200m)",
                        "kubectl describe quota,limitrange -n scaleproof"));
    }

    @Test
    void anotherRefusalIsNamedToo() {
        assertThat(notReady(good().event("FailedCreate", "admission webhook denied it"))
                        .reason())
                .isEqualTo("pods could not be created (admission webhook denied it)");
    }

    @Test
    void aRefusalOfAnotherTimeIsNoCause() {
        Runs runs = good().event("FailedCreate", "exceeded quota")
                .lives(pod("new", 60).trouble("ImagePullBackOff"));

        assertThat(notReady(runs, 50, 100)).isEqualTo("pod new: ImagePullBackOff");
    }

    @Test
    void whatIsSeenASecondBeforeThePodsWereAskedForOrFiveSecondsAfterCounts() {
        Runs refused = good().event("FailedCreate", "denied");

        assertThat(notReady(refused, 37, 100)).isEqualTo("pods could not be created (denied)");
        assertThat(notReady(refused, 30, 31)).isEqualTo("pods could not be created (denied)");
        assertThat(notReady(good().lives(pod("new", 49)), 50, 100)).isEqualTo("pod new waited 51.0 s for a node");
    }

    @Test
    void aPodInTroubleIsNamedWithIt() {
        assertThat(notReady(good().lives(
                                pod("old", -200).trouble("OOMKilled"),
                                pod("new", 35).trouble("Unschedulable"))))
                .isEqualTo(new Cause("pod new: Unschedulable", "kubectl describe pod new -n scaleproof"));
    }

    @Test
    void theStepThatTookLongestOfTheSlowestPodIsNamed() {
        assertThat(notReady(good().lives(
                                        pod("quick", 35).ready(38),
                                        pod("slow", 35)
                                                .scheduled(80)
                                                .started(82)
                                                .ready(90)))
                        .reason())
                .isEqualTo("pod slow waited 45.0 s for a node");
        assertThat(notReady(good().lives(pod("slow", 35)
                                .scheduled(36)
                                .started(80)
                                .ready(90)))
                        .reason())
                .isEqualTo("pod slow took 44.0 s until its container ran");
        assertThat(notReady(good().lives(pod("slow", 35)
                                .scheduled(36)
                                .started(38)
                                .ready(90)))
                        .reason())
                .isEqualTo("pod slow ran for 52.0 s until it was ready");
    }

    @Test
    void ofStepsThatTookAsLongTheLaterIsNamed() {
        assertThat(notReady(good().lives(pod("slow", 35)
                                .scheduled(45)
                                .started(55)
                                .ready(60)))
                        .reason())
                .isEqualTo("pod slow took 10.0 s until its container ran");
        assertThat(notReady(good().lives(pod("slow", 35)
                                .scheduled(45)
                                .started(50)
                                .ready(60)))
                        .reason())
                .isEqualTo("pod slow ran for 10.0 s until it was ready");
        assertThat(notReady(good().lives(pod("slow", 35)
                                .scheduled(36)
                                .started(46)
                                .ready(56)))
                        .reason())
                .isEqualTo("pod slow ran for 10.0 s until it was ready");
    }

    @Test
    void aPodThatNeverGetsThereWaitsToTheEnd() {
        assertThat(notReady(good().lives(pod("slow", 35))).reason()).isEqualTo("pod slow waited 65.0 s for a node");
        assertThat(notReady(good().lives(pod("slow", 35).started(38))))
                .isEqualTo(new Cause(
                        "pod slow ran for 62.0 s and was not ready",
                        "see its readiness probe: kubectl describe pod slow -n scaleproof"));
    }

    @Test
    void withoutAnyNewPodTheDeploymentIsToBeLookedAt() {
        assertThat(notReady(good()))
                .isEqualTo(new Cause(
                        "no new pod was seen",
                        "kubectl describe deployment scaleproof -n scaleproof; kubectl get events -n scaleproof"));
    }

    @Test
    void podsThatTakeLongToEndAreNamed() {
        Cause cause = slowToStop(good());

        assertThat(cause.reason()).isEqualTo("the pods took 120.0 s to end once they were told to");
        assertThat(cause.remedy())
                .startsWith("see terminationGracePeriodSeconds, preStop hooks and finalizers: kubectl");
    }

    @Test
    void aRolloutThatIsNotDoneKeepsAPodThatNobodyToldToGo() {
        Runs stuck = good().lives(pod("old", -200).ready(-190), pod("new", 60).trouble("ImagePullBackOff"));

        assertThat(slowToStop(stuck.pods(new DeploymentSample(Duration.ofSeconds(80), 1, 2, 1, 1, 3))))
                .isEqualTo(
                        new Cause(
                                "a rollout is not done: pod new waits (ImagePullBackOff)",
                                "kubectl describe pod new -n scaleproof; else kubectl rollout undo deployment/scaleproof -n scaleproof"));
        assertThat(slowToStop(stuck.pods(new DeploymentSample(Duration.ofSeconds(80), 1, 2, 1, 2, 3)))
                        .reason())
                .isEqualTo("the pods took 120.0 s to end once they were told to");
    }

    private static Cause slowToStop(Runs runs) {
        RunRecord run = runs.run();
        return new PodCauses(run, new Remedies(run)).slowToStop(Duration.ofSeconds(70), Duration.ofSeconds(190));
    }

    private static Cause notReady(Runs runs) {
        RunRecord run = runs.run();
        return new PodCauses(run, new Remedies(run)).notReady(Duration.ofSeconds(35), Duration.ofSeconds(100));
    }

    private static String notReady(Runs runs, long asked, long to) {
        RunRecord run = runs.run();
        return new PodCauses(run, new Remedies(run))
                .notReady(Duration.ofSeconds(asked), Duration.ofSeconds(to))
                .reason();
    }
}
