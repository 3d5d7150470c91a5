package io.scaleproof.loadtest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.elasticity.StepCurve;
import io.scaleproof.loadtest.plan.Hold;
import io.scaleproof.loadtest.plan.Level;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Stage;
import io.scaleproof.loadtest.policy.Circumstances;
import io.scaleproof.loadtest.policy.Demand;
import io.scaleproof.loadtest.policy.KnownPolicy;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class TraceSimulatorTest {
    private static final int MILLIS = 25;

    @Test
    void agreesWithTheSimulatorOfRunsTickByTick() {
        List<Map<String, String>> settings = List.of(
                Map.of(),
                Map.of("scalingPreset", "steady", "targetCpuUtilization", "70"),
                Map.of("scalingPreset", "careful", "minReplicas", "2", "podStart", "21.3s"),
                Map.of("metricsResolution", "60s", "maxReplicas", "4"),
                Map.of("scaleUpPolicies", "1pods/15s", "scaleDownWindowSeconds", "0", "scaleDownPolicies", "1pods/30s"),
                Map.of("cpuLimit", "60m", "podStart", "9s", "podStartCpu", "4s"),
                // So slow that the CPU of a start is read as load.
                Map.of("podStart", "320s", "podStartCpu", "80s", "scaleUpPolicies", "1pods/60s"),
                Map.of("scaleOn", "requestsInFlight", "minReplicas", "2"),
                Map.of("scaleOn", "requestRate", "requestWindowSeconds", "40", "scalingPreset", "steady"),
                Map.of("scaleOn", "requestRate", "syncPeriod", "5s", "podStart", "9s"),
                Map.of(
                        "scaleOn",
                        "requestsInFlight",
                        "targetRequestsInFlight",
                        "0.08",
                        "minReplicas",
                        "2",
                        "syncPeriod",
                        "5s"));
        for (int i = 0; i < settings.size(); i++) {
            for (int seed = 0; seed < 3; seed++) {
                compare(
                        Paper.of(settings.get(i)),
                        trace(new Random(100L * i + seed)),
                        settings.get(i) + ", seed " + seed);
            }
        }
    }

    private static void compare(Paper paper, Trace trace, String name) {
        RunRecord run = paper.run(plan(trace), Contract.NONE, Instant.EPOCH);
        double cost = paper.sizing().costMillis(MILLIS);
        Demand demand = new Demand(
                trace, paper.sizing(cost).pod(), cost, paper.settings().minReplicas());
        Noise none = Noise.none(paper.model());
        TraceRun traced = TraceSimulator.run(
                demand,
                paper.model(),
                none,
                KnownPolicy.HPA.create(circumstances(paper, demand, cost)),
                new TraceSimulator.Beginning(paper.settings().minReplicas(), 0),
                paper.by());

        assertThat(changes(traced.wanted(), demand.length()))
                .as("pods wanted: " + name)
                .isEqualTo(changes(run, DeploymentSample::wanted));
        assertThat(changes(traced.ready(), demand.length()))
                .as("pods ready: " + name)
                .isEqualTo(changes(run, DeploymentSample::ready));
        assertThat(traced.elasticity().podHours())
                .as("pod-hours, of which the run's are read from its pods' lives, those that end after it unknown: "
                        + name)
                .isCloseTo(run.elasticity().orElseThrow().podHours(), within(5e-3));
        assertThat(traced.demand().between(0, demand.length()))
                .as("requests: " + name)
                .isCloseTo(run.elasticity().orElseThrow().requests(), within(1.0));
        assertThat(traced.failed())
                .as("requests that failed: " + name)
                .isCloseTo(
                        (double) run.ledger().failed(),
                        within(1.5 + run.ledger().requests() * 1e-4));
    }

    private static Circumstances circumstances(Paper paper, Demand demand, double cost) {
        Model model = paper.model();
        return new Circumstances(
                paper.settings(),
                model.controller(),
                Noise.none(model).syncPhase(model),
                model.cpuRequestMillicores(),
                model.started().plus(model.ready()),
                paper.sizing(cost).pod(),
                cost,
                demand);
    }

    private static Trace trace(Random random) {
        double[] rates = new double[60];
        double level = 2;
        for (int i = 0; i < rates.length; i++) {
            level = random.nextInt(6) == 0 ? random.nextDouble() * 25 : level;
            rates[i] = random.nextInt(15) == 0 ? 0 : level * (0.9 + 0.2 * random.nextDouble());
        }
        return new Trace("random", Optional.empty(), Duration.ofSeconds(20), rates, List.of());
    }

    private static Plan plan(Trace trace) {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < trace.steps(); i++) {
            stages.add(Stage.steady(
                    "step " + i,
                    Phase.SURGE,
                    new Level.Declared(trace.rate(i), 0),
                    new Hold.For(trace.step()),
                    MILLIS));
        }
        return new Plan("random", "to compare", stages);
    }

    private static List<String> changes(RunRecord run, ToIntFunction<DeploymentSample> value) {
        StepCurve curve = new StepCurve();
        run.deployments().forEach(sample -> curve.add(sample.at().toMillis(), value.applyAsInt(sample)));
        return changes(curve, run.length().toMillis());
    }

    private static List<String> changes(StepCurve curve, long end) {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < curve.size(); i++) {
            // The other one sees a change at the end of the tick that it falls in.
            long tick = Math.ceilDiv(curve.time(i), 100L) * 100;
            if (tick < end) {
                changes.add("%.1f s: %d".formatted(tick / 1e3, curve.value(i)));
            }
        }
        return changes;
    }
}
