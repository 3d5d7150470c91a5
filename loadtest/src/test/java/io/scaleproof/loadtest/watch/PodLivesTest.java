package io.scaleproof.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaleproof.loadtest.load.LoadLog.PodAnswers;
import io.scaleproof.loadtest.record.PodLife;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodLivesTest {
    private static final Instant ZERO = Instant.parse("2026-11-24T10:00:00Z");
    private static final PodLives LIVES = new PodLives(new ClusterClock(ZERO, Duration.ZERO));

    private static final String CREATED = """
            metadata: {name: web, creationTimestamp: "2026-11-24T10:00:30Z"}
            spec:
              containers: [{name: web, resources: {requests: {cpu: 100m}, limits: {cpu: "0.5"}}}]
            status: {phase: Pending}
            """;
    private static final String READY = """
            metadata: {name: web, creationTimestamp: "2026-11-24T10:00:30Z"}
            spec:
              nodeName: node
              containers: [{name: web, resources: {requests: {cpu: 100m}, limits: {cpu: "0.5"}}}]
            status:
              conditions:
              - {type: PodScheduled, status: "True", lastTransitionTime: "2026-11-24T10:00:30Z"}
              - {type: Ready, status: "True", lastTransitionTime: "2026-11-24T10:00:32Z"}
              containerStatuses:
              - {name: web, restartCount: 0, state: {running: {startedAt: "2026-11-24T10:00:31Z"}}}
            """;
    private static final String LEAVING = """
            metadata:
              name: web
              creationTimestamp: "2026-11-24T10:00:30Z"
              deletionTimestamp: "2026-11-24T10:02:30Z"
              deletionGracePeriodSeconds: 30
            spec:
              nodeName: node
              containers: [{name: web}]
            status:
              containerStatuses:
              - name: web
                restartCount: 1
                state: {terminated: {exitCode: 0, startedAt: "2026-11-24T10:00:31Z", finishedAt: "2026-11-24T10:02:05Z"}}
            """;

    @Test
    void aStepIsTakenFromTheSightOfItWithinTheStampedSecond() {
        PodLife life = read(List.of(seen(30_040, CREATED), seen(32_450, READY)));
        assertThat(life.created()).isEqualTo(millis(30_040));
        assertThat(life.scheduled()).contains(millis(31_000));
        assertThat(life.started()).contains(millis(32_000));
        assertThat(life.ready()).contains(millis(32_450));
    }

    @Test
    void aPodThatWasThereBeforeHasTheTimesItIsStampedWith() {
        PodLife life = read(List.of(seen(500_000, READY)));
        assertThat(life.created()).isEqualTo(millis(31_000));
        assertThat(life.ready()).contains(millis(33_000));
    }

    @Test
    void deletionIsWhenItWasAskedForAndNotWhenTheGracePeriodEnds() {
        PodLife life = read(List.of(seen(32_450, READY), seen(125_900, LEAVING)));
        assertThat(life.deleted()).contains(millis(121_000));
        assertThat(life.terminated()).contains(millis(125_900));
        assertThat(life.exitCode()).contains(0);
        assertThat(life.restarts()).isEqualTo(1);
    }

    @Test
    void theClustersClockMayBeMinutesAhead() {
        PodLives lives = new PodLives(new ClusterClock(ZERO.minusSeconds(300), Duration.ofMinutes(5)));
        Sighting<Pod> sighting = new Sighting<>(ZERO.minusSeconds(300).plusMillis(30_040), pod(CREATED), false);
        assertThat(lives.read(List.of(sighting), Map.of(), Map.of()).getFirst().created())
                .isEqualTo(millis(30_040));
    }

    @Test
    void requestsAndLimitsAreThousandthsOfACoreAndZeroWhereAContainerHasNone() {
        assertThat(read(List.of(seen(30_040, CREATED))).cpuRequestMillicores()).isEqualTo(100);
        assertThat(read(List.of(seen(30_040, CREATED))).cpuLimitMillicores()).isEqualTo(500);
        assertThat(read(List.of(seen(125_900, LEAVING))).cpuRequestMillicores()).isZero();
    }

    @Test
    void containersRequestsAreKeptWhereThePodsDoesNotSayThem() {
        assertThat(read(List.of(seen(30_040, CREATED))).containerRequestMillicores())
                .isEmpty();

        PodLife two = read(List.of(seen(30_040, CREATED.replace("containers: [", "containers: [{name: log}, "))));
        assertThat(two.containerRequestMillicores()).containsOnly(Map.entry("log", 0.0), Map.entry("web", 100.0));
        assertThat(two.cpuRequestMillicores()).isZero();

        PodLife own = read(List.of(
                seen(30_040, CREATED.replace("containers: [", "resources: {requests: {cpu: 300m}}\n  containers: ["))));
        assertThat(own.containerRequestMillicores()).containsOnly(Map.entry("web", 100.0));
        assertThat(own.cpuRequestMillicores()).isEqualTo(300);
    }

    @Test
    void theFirstAnswerIsTheLoadsOwnKnowledge() {
        PodLife life = LIVES.read(
                        List.of(seen(32_450, READY)), Map.of("web", new PodAnswers(millis(32_700), 42)), Map.of())
                .getFirst();
        assertThat(life.firstRequest()).contains(millis(32_700));
        assertThat(life.requests()).isEqualTo(42);
    }

    @Test
    void whereAnswersNameNoPodThoseFromItsAddressAreItsOwn() {
        String addressed = READY.replaceFirst("status:\\n", "status:\n  podIPs: [{ip: 'fd00::7'}]\n");
        PodLife life = LIVES.read(
                        List.of(seen(32_450, addressed)),
                        Map.of("fd00:0:0:0:0:0:0:7", new PodAnswers(millis(32_700), 42)),
                        Map.of("web", millis(32_500), "other", millis(1)))
                .getFirst();
        assertThat(life.firstRequest()).contains(millis(32_700));
        assertThat(life.requests()).isEqualTo(42);
        assertThat(life.reachable()).contains(millis(32_500));
    }

    @Test
    void butNotIfItSharesTheAddressWithItsNodeOrAnEarlierPod() {
        String addressed = READY.replaceFirst("status:\\n", "status:\n  podIPs: [{ip: 10.0.0.7}]\n");
        String shared = addressed.replaceFirst("spec:\\n", "spec:\n  hostNetwork: true\n");
        assertThat(shared).isNotEqualTo(addressed);

        assertThat(answeredAt(shared, 32_700)).isEmpty();
        assertThat(answeredAt(addressed, 1_000)).isEmpty();
        assertThat(answeredAt(addressed, 32_700)).contains(millis(32_700));
    }

    private static Optional<Duration> answeredAt(String pod, long first) {
        return LIVES.read(List.of(seen(32_450, pod)), Map.of("10.0.0.7", new PodAnswers(millis(first), 42)), Map.of())
                .getFirst()
                .firstRequest();
    }

    @Test
    void aPodThatCannotBeScheduledSaysWhy() {
        String unschedulable = CREATED.replace("status: {phase: Pending}", """
                status: {conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: no cpu}]}""");
        PodLife life = read(List.of(seen(30_040, unschedulable)));
        assertThat(life.trouble()).contains("Unschedulable: no cpu");
        assertThat(life.scheduled()).isEmpty();
    }

    @Test
    void aPodThatNeverStartedSaysWhyAfterItIsGone() {
        String waiting = CREATED.replace("status: {phase: Pending}", """
                status:
                  containerStatuses: [{name: web, state: {waiting: {reason: ErrImageNeverPull}}}]""");
        String ended = LEAVING.replace(
                "exitCode: 0, startedAt: \"2026-11-24T10:00:31Z\", finishedAt: \"2026-11-24T10:02:05Z\"",
                "exitCode: 137, reason: ContainerStatusUnknown");
        Sighting<Pod> gone = new Sighting<>(ZERO.plusMillis(126_000), pod(ended), true);

        PodLife life = read(List.of(seen(30_040, waiting), seen(125_900, ended), gone));

        assertThat(life.trouble()).contains("ErrImageNeverPull");
        assertThat(life.started()).isEmpty();
        assertThat(life.terminated()).contains(millis(126_000));
    }

    /** A StatefulSet gives a pod's name to the next one. */
    @Test
    void aPodOfTheSameNameIsAnotherLife() {
        String first = CREATED.replace("name: web,", "name: web, uid: a,");
        String second = CREATED.replace("name: web,", "name: web, uid: b,").replace("10:00:30Z", "10:01:30Z");

        List<PodLife> lives = LIVES.read(
                List.of(
                        seen(30_040, first),
                        new Sighting<>(ZERO.plusMillis(60_000), pod(first), true),
                        seen(90_100, second)),
                Map.of("web", new PodAnswers(millis(33_000), 5)),
                Map.of("web", millis(32_000)));

        assertThat(lives).extracting(PodLife::created).containsExactly(millis(30_040), millis(90_100));
        assertThat(lives.getFirst().terminated()).contains(millis(60_000));
        assertThat(lives.getFirst().firstRequest()).contains(millis(33_000));
        assertThat(lives.getLast().terminated()).isEmpty();
        assertThat(lives.getLast().firstRequest()).isEmpty();
        assertThat(lives.getFirst().reachable()).contains(millis(32_000));
        assertThat(lives.getLast().reachable()).isEmpty();
    }

    private static PodLife read(List<Sighting<Pod>> seen) {
        return LIVES.read(seen, Map.of(), Map.of()).getFirst();
    }

    private static Sighting<Pod> seen(long millis, String yaml) {
        return new Sighting<>(ZERO.plusMillis(millis), pod(yaml), false);
    }

    private static Pod pod(String yaml) {
        return Serialization.unmarshal(yaml, Pod.class);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
