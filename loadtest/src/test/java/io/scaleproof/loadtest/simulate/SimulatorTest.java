package io.scaleproof.loadtest.simulate;

import static io.scaleproof.loadtest.simulate.Scenarios.FAST_DOWN;
import static io.scaleproof.loadtest.simulate.Scenarios.FAST_UP;
import static io.scaleproof.loadtest.simulate.Scenarios.hpa;
import static io.scaleproof.loadtest.simulate.Scenarios.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.hpa.Agreement;
import io.scaleproof.loadtest.hpa.Behavior;
import io.scaleproof.loadtest.hpa.Replay;
import io.scaleproof.loadtest.plan.BuiltInPlan;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Simulation;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.trials.Watched;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorTest {

    @Test
    void theProjectsOwnSettingsKeepTheContract() {
        RunRecord run = Scenarios.surge();

        assertThat(run.verdicts()).allSatisfy(verdict -> assertThat(verdict).isInstanceOf(Verdict.Passed.class));
        assertThat(run.outcome()).isEqualTo(RunOutcome.PASSED);
        // The first metrics after the surge average over 5 s without it: the HPA sees the whole only at the next.
        assertThat(sizes(run)).containsExactly(1, 4, 6, 1);
    }

    /** A CPU figure averages over 15 s and is up to as old; a rate over 6 s of scrapes every 2 s is not. */
    @ParameterizedTest
    @ValueSource(strings = {"requestsInFlight", "requestRate"})
    void requestsAreSeenSoonerThanCpu(String scaleOn) {
        RunRecord byCpu = onPaper(Map.of());
        RunRecord byRequests = onPaper(Map.of("scaleOn", scaleOn));

        assertThat(byRequests.outcome()).isEqualTo(RunOutcome.PASSED);
        assertThat(sizes(byRequests))
                .as("the first look comes 2.5 s after the surge and sees a part of it")
                .containsExactly(1, 2, 6, 1);
        assertThat(atMost(byRequests)).isLessThan(atMost(byCpu).minusSeconds(10));
        assertThat(byRequests.calibration().orElseThrow().metric())
                .contains("http_requests_" + (scaleOn.equals("requestRate") ? "per_second" : "in_flight"));
        assertThat(Agreement.of(Replay.of(byRequests)).disagreements()).isEmpty();
    }

    /** What waits is under way as well, so that a pod that is full asks for more than the load needs. */
    @Test
    void whatWaitsIsSeenInFlightAndNotInTheRate() {
        Map<String, String> small = Map.of("cpuLimit", "60m", "maxReplicas", "20");

        int inFlight = most(onPaper(with(small, "requestsInFlight")));
        int rate = most(onPaper(with(small, "requestRate")));

        assertThat(inFlight).isGreaterThan(rate + 2);
    }

    /** A wider window is slower: by what it is wider, in the mean. */
    @Test
    void aWideWindowSeesASurgeLate() {
        assertThat(atMost(onPaper(Map.of("scaleOn", "requestRate", "requestWindowSeconds", "60"))))
                .isGreaterThan(atMost(onPaper(Map.of("scaleOn", "requestRate"))).plusSeconds(14));
    }

    @Test
    void whatWasOnlyWatchedIsNotPredicted() {
        assertThat(Simulator.beside(Scenarios.surge())).isPresent();
        assertThat(Simulator.beside(Watched.of(Scenarios.surge()))).isEmpty();
    }

    @Test
    void aSlowPolicyBreaksTheClauseOnCapacityAndNoOther() {
        var slow = rules(0, new Policy("Pods", 1, Duration.ofSeconds(60)));

        RunRecord run = surge(hpa(1, 10, slow, FAST_DOWN));

        assertThat(failed(run)).containsExactly("capacityWithin");
        assertThat(Timeline.lines(run))
                .anySatisfy(line -> assertThat(line).contains("limited to 2 by the policy of 1 pod per 60 s"));
    }

    @Test
    void aLongWindowBreaksTheClauseOnTheWayBackAndNoOther() {
        RunRecord run = surge(hpa(1, 10, FAST_UP, Behavior.DEFAULT_DOWN));

        assertThat(failed(run)).containsExactly("backToMinimumWithin");
    }

    @Test
    void aLowMaximumBreaksTheClauseOnCapacity() {
        RunRecord run = surge(hpa(1, 3, FAST_UP, FAST_DOWN));

        assertThat(failed(run)).containsExactly("capacityWithin");
        assertThat(Timeline.lines(run)).anySatisfy(line -> assertThat(line).contains("limited to 3 by maxReplicas"));
    }

    @Test
    void withoutBehaviorASurgeIsServedInSteps() {
        assertThat(sizes(surge(hpa(1, 10, Behavior.NONE_UP, Behavior.NONE_DOWN))))
                .startsWith(1, 4, 6);
    }

    @ParameterizedTest
    @EnumSource(BuiltInPlan.class)
    void theReplayOfASimulationAgreesWithIt(BuiltInPlan plan) {
        RunRecord run = Simulator.run(
                Scenarios.of(plan.plan(6, new BuiltInPlan.Requests(25, 1)), hpa(1, 10, FAST_UP, FAST_DOWN)),
                Scenarios.STARTED);

        Agreement agreement = Agreement.of(Replay.of(run));

        assertThat(agreement.disagreements()).isEmpty();
        assertThat(agreement.syncs()).isGreaterThanOrEqualTo(5);
        assertThat(agreement.changes()).isEqualTo(agreement.changesAgreed()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void theReplayOfAnHpaWithoutBehaviorAgreesToo() {
        RunRecord run = surge(hpa(1, 10, Behavior.NONE_UP, Behavior.NONE_DOWN));

        assertThat(Agreement.of(Replay.of(run)).disagreements()).isEmpty();
    }

    @Test
    void aModelFittedToARunPredictsThatRun() {
        RunRecord run = Scenarios.surge();

        Optional<Simulation> prediction = Simulator.beside(run);

        assertThat(prediction).isPresent();
        assertThat(prediction.get().decisions().stream().map(Decision::to))
                .containsExactlyElementsOf(changes(run).map(Decision::to).toList());
        assertThat(prediction.get().decisions().getFirst().at())
                .isEqualTo(changes(run).findFirst().orElseThrow().at());
    }

    @Test
    void tenThousandPodsAreSimulatedAsSixAre() {
        var settings = hpa(10, 12_000, FAST_UP, FAST_DOWN);

        RunRecord run = Simulator.run(Scenarios.of(Scenarios.plan(10_000), settings), Scenarios.STARTED);

        assertThat(run.deployments())
                .anySatisfy(sample -> assertThat(sample.ready()).isGreaterThanOrEqualTo(9_000));
        assertThat(run.pods()).hasSizeGreaterThanOrEqualTo(9_000);
        assertThat(run.ledger().requests()).isGreaterThan(100_000);
    }

    @Test
    void anOverloadedPodMakesRequestsWaitAndThenFail() {
        RunRecord run = Simulator.run(
                Scenarios.of(
                        Scenarios.plan(60),
                        hpa(1, 100, rules(0, new Policy("Pods", 1, Duration.ofSeconds(60))), FAST_DOWN)),
                Scenarios.STARTED);

        assertThat(run.ledger().failed()).isPositive();
        assertThat(run.ledger().entries().getFirst().error()).isEqualTo("queue full");
        assertThat(run.totals().maxMillis()).isGreaterThan(5_000);
        assertThat(run.seconds().stream()
                        .mapToLong(second -> second.scheduled())
                        .sum())
                .isEqualTo(run.ledger().requests());
    }

    private static RunRecord onPaper(Map<String, String> settings) {
        return Paper.of(settings).run(Scenarios.plan(6), Scenarios.contract(), Scenarios.STARTED);
    }

    private static Map<String, String> with(Map<String, String> settings, String scaleOn) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("scaleOn", scaleOn);
        return all;
    }

    private static int most(RunRecord run) {
        return run.deployments().stream()
                .mapToInt(DeploymentSample::wanted)
                .max()
                .orElse(0);
    }

    /** When the most pods were asked for. */
    private static Duration atMost(RunRecord run) {
        int most = most(run);
        return run.deployments().stream()
                .filter(sample -> sample.wanted() == most)
                .map(DeploymentSample::at)
                .findFirst()
                .orElseThrow();
    }

    private static RunRecord surge(HpaSettings settings) {
        return Simulator.run(Scenarios.of(Scenarios.plan(6), settings), Scenarios.STARTED);
    }

    private static List<String> failed(RunRecord run) {
        return run.verdicts().stream()
                .filter(verdict -> verdict instanceof Verdict.Failed)
                .map(Verdict::clause)
                .toList();
    }

    private static List<Integer> sizes(RunRecord run) {
        return Stream.concat(
                        Stream.of(run.deployments().getFirst().wanted()),
                        changes(run).map(Decision::to))
                .toList();
    }

    private static Stream<Decision> changes(RunRecord run) {
        return run.decisions().stream().filter(decision -> decision.from() != decision.to());
    }
}
