package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.contract.Runs.sample;
import static io.scaleproof.loadtest.record.GivenPod.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.contract.Facts.Step;
import io.scaleproof.loadtest.record.Brake;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void podsThatWereAskedForAndNotThereAreTheCauseNotThatNoMoreWereAskedFor() {
        // The HPA counts pods that are not ready as idle, and stays at 4 by its tolerance.
        Runs runs = good().pods(sample(-30, 1, 1), sample(35, 4, 1))
                .decision(50, 4, 4, Brake.TOLERANCE, "keeps 4")
                .lives(pod("new", 35));

        assertThat(tooFewReady(runs)).isEqualTo("pod new waited 65.0 s for a node");
    }

    @Test
    void podsThatAreJustStartingAreNot() {
        Runs runs = good().pods(sample(-30, 1, 1), sample(35, 4, 1), sample(40, 4, 4), sample(95, 5, 4))
                .decision(35, 1, 4, Brake.POLICY, "limited to 4")
                .lives(pod("new", 95));

        assertThat(tooFewReady(runs)).startsWith("the scale-up policy held it back");
    }

    @Test
    void whatTookLongerIsTheCauseDecidingOrStarting() {
        assertThat(tooFewReady(good().pods(sample(-30, 1, 1), sample(30, 6, 1), sample(100, 6, 6))
                        .lives(pod("new", 30).started(32).ready(100))))
                .isEqualTo("pod new ran for 68.0 s until it was ready");
        assertThat(tooFewReady(good().pods(sample(-30, 1, 1), sample(80, 6, 1), sample(100, 6, 6))
                        .lives(pod("new", 80).started(82).ready(100))
                        .metricsAt(20, 70)))
                .isEqualTo("the metrics API had nothing new for 50.0 s");
    }

    @Test
    void moreThanThereWereWouldHaveBeenEnoughForAFirstScaleUp() {
        Causes causes = new Causes(good().pods(sample(-30, 3, 3), sample(10, 4, 4), sample(120, 6, 6))
                .maxReplicas(4)
                .decision(30, 4, 4, Brake.MAXIMUM, "limited to 4")
                .run());
        Cause four = new Cause("maxReplicas is 4", "pulumi config set maxReplicas 5 && pulumi up");

        assertThat(causes.tooFewWanted(Duration.ofSeconds(10), Duration.ofSeconds(100)))
                .isEqualTo(four);
        assertThat(causes.lateDecision(Duration.ofSeconds(10), Duration.ofSeconds(100)))
                .isEqualTo(new Cause(
                        "maxReplicas held it back (at 30.0 s: limited to 4)",
                        "pulumi config set maxReplicas 5 && pulumi up"));
    }

    @Test
    void aStartReadsAsLoadForAMinuteAfterThePodIsReady() {
        assertThat(tooMany(
                        60,
                        good().hpaMeasured(59, 140)
                                .lives(pod("new", 5).started(8).ready(20))))
                .isEqualTo("the HPA measured 140 %, after 1 pod had started: a start that burns CPU reads as load");
        assertThat(tooMany(
                        80,
                        good().hpaMeasured(59, 140)
                                .lives(pod("new", 5).started(8).ready(20))))
                .startsWith("the HPA measured 140 %, after 1 pod had started");
        assertThat(tooMany(
                        81,
                        good().hpaMeasured(59, 140)
                                .lives(pod("new", 5).started(8).ready(20))))
                .isEqualTo("the HPA measured 140 %, which the load does not explain");
    }

    @Test
    void aPodThatStartsLaterIsNotCounted() {
        assertThat(tooMany(
                        60,
                        good().hpaMeasured(59, 140)
                                .lives(
                                        pod("then", 50).started(60).ready(65),
                                        pod("later", 55).started(61).ready(80))))
                .startsWith("the HPA measured 140 %, after 1 pod had started");
    }

    @Test
    void whatTheHpaHadMeasuredIsTheLastThatWasSeenWithinASecond() {
        assertThat(tooMany(60, good().hpaMeasured(40, 100).hpaMeasured(61, 140).hpaMeasured(62, 90)))
                .startsWith("the HPA measured 140 %");
    }

    @Test
    void aRolloutReadsAsLoadToo() {
        Runs runs = good().pods(
                        sample(-30, 1, 1),
                        new DeploymentSample(Duration.ofSeconds(40), 2, 3, 2, 1, 4),
                        sample(50, 2, 2));

        assertThat(tooMany(60, runs)).isEqualTo("the HPA's own figure was not seen, during a rollout");
        assertThat(new Causes(runs.run()).around(Duration.ofSeconds(60))).isEqualTo(", during a rollout");
        assertThat(new Causes(runs.run()).around(Duration.ofSeconds(40))).isEqualTo(", during a rollout");
        assertThat(new Causes(runs.run()).around(Duration.ofSeconds(100))).isEqualTo(", during a rollout");
        assertThat(new Causes(runs.run()).around(Duration.ofMinutes(2))).isEmpty();
    }

    @Test
    void podsThatWereMissingForHalfOfTheTimeAreNotTheCause() {
        Runs runs = good().pods(sample(-30, 1, 1), sample(55, 4, 1))
                .decision(50, 1, 4, Brake.POLICY, "limited to 4")
                .lives(pod("new", 55));

        assertThat(tooFewReady(runs)).startsWith("the scale-up policy held it back");
    }

    @Test
    void whereBothTookAsLongTheFirstOfThemIsTheCause() {
        assertThat(tooFewReady(good().pods(sample(-30, 1, 1), sample(55, 6, 1), sample(100, 6, 6))
                        .lives(pod("new", 55).ready(100))
                        .metricsAt(20, 35, 50)))
                .as("45 s until they were asked for, and 45 s until they were ready")
                .isEqualTo("metrics and syncs took that long");
        assertThat(slowScaleDown(good().pods(
                                sample(-30, 1, 1),
                                sample(35, 6, 6),
                                new DeploymentSample(Duration.ofSeconds(185), 1, 6, 1, 6, 3))))
                .as("115 s until they were told to go, and 115 s until they were gone")
                .isEqualTo("the scale-down policies allow 100 % per 15 s");
    }

    @Test
    void podsThatAreAskedForAndReadyAtOnceCameOfALateDecision() {
        assertThat(tooFewReady(good().pods(sample(-30, 1, 1), sample(20, 4, 1), sample(100, 6, 6))
                        .metricsAt(20, 35, 50, 65, 80, 95)))
                .isEqualTo("metrics and syncs took that long");
    }

    @Test
    void podsThatWereToldToGoAndDidNotAreTheCauseOfASlowWayBack() {
        Runs runs = good().pods(
                        sample(-30, 1, 1),
                        sample(35, 6, 6),
                        new DeploymentSample(Duration.ofSeconds(80), 1, 6, 1, 6, 3));

        assertThat(new Causes(runs.run())
                        .slowScaleDown(Duration.ofSeconds(70), Duration.ofMinutes(5))
                        .reason())
                .isEqualTo("the pods took 220.0 s to end once they were told to");
    }

    @Test
    void soAreThoseThatWereToldToAsTheLoadEnded() {
        Runs runs = good().pods(
                        sample(-30, 1, 1),
                        sample(35, 6, 6),
                        new DeploymentSample(Duration.ofSeconds(70), 1, 6, 1, 6, 3));

        assertThat(slowScaleDown(runs)).isEqualTo("the pods took 230.0 s to end once they were told to");
    }

    @Test
    void thatSomeWereToldToGoIsNotThatAllWere() {
        Runs runs = good().pods(sample(-30, 1, 1), sample(35, 6, 6), sample(80, 3, 3), sample(200, 1, 1));

        assertThat(slowScaleDown(runs)).isEqualTo("the scale-down policies allow 100 % per 15 s");
    }

    @Test
    void elseTheHpaKeptThem() {
        Runs runs = good().scaleDown(new Rules(Duration.ofMinutes(5), "Max", List.of(), 0.1))
                .pods(sample(-30, 1, 1), sample(35, 6, 6), sample(380, 1, 1));

        assertThat(new Causes(runs.run())
                        .slowScaleDown(Duration.ofSeconds(70), Duration.ofSeconds(386))
                        .reason())
                .isEqualTo("the scale-down window is 300 s");
    }

    @Test
    void theThreeCommonestErrorsAreCounted() {
        Runs runs = good().failed(
                        failed("HTTP 503", Optional.empty()),
                        failed("connection refused", Optional.empty()),
                        failed("HTTP 503", Optional.empty()),
                        failed("no answer within 10.0 s", Optional.empty()),
                        failed("HTTP 500", Optional.empty()),
                        failed("connection refused", Optional.empty()),
                        failed("HTTP 503", Optional.empty()),
                        failed("no answer within 10.0 s", Optional.empty()));

        assertThat(new Causes(runs.run()).failedRequests())
                .isEqualTo("3 x HTTP 503, 2 x connection refused, 2 x no answer within 10.0 s");
    }

    @Test
    void aRequestThatFailedByAPodThatWasLeavingTellsOfTheDrain() {
        assertThat(cause("created 90.0 s before, ready 80.0 s before, deleted 0.8 s before")
                        .remedy())
                .startsWith("let pods drain");
        assertThat(cause("being deleted then: a, b").reason())
                .isEqualTo("at 121.0 s by pod web, being deleted then: a, b");
    }

    @Test
    void thatThePodWasDeletedLongAfterItTellsNothing() {
        assertThat(cause("created 90.0 s before, ready 80.0 s before, deleted 50.0 s after"))
                .isEqualTo(new Cause("", "the ledger in the report names time, step and pod of each"));
    }

    private static Cause cause(String podLife) {
        return new Causes(
                        good().failed(failed("HTTP 502", Optional.of(podLife))).run())
                .failures();
    }

    private static FailedRequest failed(String error, Optional<String> podLife) {
        return new FailedRequest(
                Duration.ofSeconds(121),
                Duration.ofMillis(2),
                "quiet",
                error,
                "wait",
                podLife.map(_ -> "web"),
                podLife);
    }

    private static String slowScaleDown(Runs runs) {
        return new Causes(runs.run())
                .slowScaleDown(Duration.ofSeconds(70), Duration.ofMinutes(5))
                .reason();
    }

    private static String tooFewReady(Runs runs) {
        return new Causes(runs.run())
                .tooFewReady(6, Duration.ofSeconds(10), Duration.ofSeconds(100))
                .reason();
    }

    private static String tooMany(long at, Runs runs) {
        return new Causes(runs.run())
                .tooMany(new Step(Duration.ofSeconds(at), 5, 9), 7)
                .reason();
    }
}
