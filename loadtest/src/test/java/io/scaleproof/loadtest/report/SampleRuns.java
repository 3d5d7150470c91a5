package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.contract.Judge;
import io.scaleproof.loadtest.hpa.Replay;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.Environment;
import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.Ledger;
import io.scaleproof.loadtest.record.NodeSample;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.Target;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.simulate.Scenario;
import io.scaleproof.loadtest.simulate.Scenarios;
import io.scaleproof.loadtest.simulate.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Runs as a cluster would show them: simulated, with a real latency's noise, and one with things gone wrong. */
final class SampleRuns {
    private static final Duration DROP = Duration.ofSeconds(154);

    private SampleRuns() {}

    /** Everything kept, with a prediction beside it. */
    static RunRecord good() {
        RunRecord run = noisy(Scenarios.surge(), new Random(1), List.of());
        return finished(run).beside(Simulator.beside(run).orElseThrow());
    }

    /** Slow policies, drops at the scale-down, and an HPA that decides once otherwise than its algorithm says. */
    static RunRecord bad() {
        HpaSettings settings = Scenarios.hpa(
                1, 10, Scenarios.rules(0, new Policy("Pods", 2, Duration.ofSeconds(45))), Scenarios.FAST_DOWN);
        Scenario scenario = Scenarios.of(Scenarios.plan(6), settings);
        List<FailedRequest> dropped = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            dropped.add(new FailedRequest(
                    DROP.plusMillis(130L * i),
                    Duration.ofMillis(2 + i),
                    "quiet",
                    i % 3 == 0 ? "connection reset" : "connection refused",
                    i % 3 == 0 ? "answer" : "connect",
                    Optional.of("scaleproof-" + (3 + i % 3)),
                    Optional.of("deleted %.1f s before".formatted(0.2 + i * 0.13))));
        }
        RunRecord run = finished(noisy(Simulator.run(scenario, Scenarios.STARTED), new Random(2), dropped));
        List<Decision> decisions = new ArrayList<>(run.decisions());
        Decision odd = decisions.getLast();
        decisions.set(
                decisions.size() - 1,
                new Decision(
                        odd.at(),
                        odd.from(),
                        odd.to(),
                        odd.utilizationPercent(),
                        Optional.of(odd.to() + 1),
                        odd.brake(),
                        odd.explanation()));
        return run.explained(decisions);
    }

    /** The same on two nodes, pod about; the second node, whose pods drop requests, is lost. */
    static RunRecord onTwoNodes() {
        RunRecord run = bad();
        List<PodLife> pods = new ArrayList<>();
        for (PodLife pod : run.pods()) {
            pods.add(on("worker-" + (1 + pods.size() % 2), pod));
        }
        List<NodeSample> nodes = List.of(
                new NodeSample(Duration.ZERO, "worker-1", true, false, false),
                new NodeSample(Duration.ZERO, "worker-2", true, false, false),
                new NodeSample(DROP.plusSeconds(40), "worker-2", false, false, false));
        return placed(run, pods, nodes);
    }

    private static RunRecord placed(RunRecord run, List<PodLife> pods, List<NodeSample> nodes) {
        return new RunRecord(
                run.schema(),
                run.started(),
                run.length(),
                run.outcome(),
                run.reason(),
                run.target(),
                run.environment(),
                run.plan(),
                run.calibration(),
                run.foreignLoad(),
                run.contract(),
                run.verdicts(),
                run.generator(),
                run.totals(),
                run.stageLatencies(),
                run.seconds(),
                run.autoscaler(),
                run.hpa(),
                run.deployments(),
                run.endpoints(),
                run.usages(),
                run.counters(),
                run.metricReadings(),
                pods,
                nodes,
                run.events(),
                run.decisions(),
                run.reactions(),
                run.ledger(),
                run.watch(),
                run.simulation(),
                run.elasticity());
    }

    private static PodLife on(String node, PodLife pod) {
        return GivenPod.like(pod).on(node).life();
    }

    private static RunRecord finished(RunRecord run) {
        RunRecord explained = run.explained(Replay.of(run));
        List<Verdict> verdicts = Judge.judge(explained);
        return explained.judged(Judge.outcome(verdicts), verdicts);
    }

    private static RunRecord noisy(RunRecord run, Random random, List<FailedRequest> failed) {
        List<SecondSample> seconds = run.seconds().stream()
                .map(second -> noisy(second, random, failed))
                .toList();
        Map<String, LatencySummary> stages = new LinkedHashMap<>();
        run.stageLatencies().forEach((stage, latency) -> stages.put(stage, noisy(latency, random)));
        return new RunRecord(
                run.schema(),
                run.started(),
                run.length(),
                run.outcome(),
                run.reason(),
                new Target(
                        "http://127.0.0.1:30080/load?millis=25",
                        "minikube",
                        "scaleproof",
                        "scaleproof",
                        "scaleproof",
                        "scaleproof",
                        Optional.of("pulumi")),
                new Environment(
                        "0.1.0",
                        "25.0.3",
                        2,
                        "v1.37.2",
                        1,
                        2,
                        "scaleproof:3f9c2a1b7d",
                        Map.of("cpu request", "100m", "cpu limit", "500m")),
                run.plan(),
                run.calibration(),
                run.foreignLoad(),
                run.contract(),
                run.verdicts(),
                run.generator(),
                noisy(run.totals(), random),
                stages,
                seconds,
                run.autoscaler(),
                run.hpa(),
                run.deployments(),
                run.endpoints(),
                run.usages(),
                run.counters(),
                run.metricReadings(),
                run.pods(),
                run.nodes(),
                run.events(),
                run.decisions(),
                run.reactions(),
                new Ledger(run.ledger().requests(), failed.size(), failed),
                run.watch(),
                run.simulation(),
                Optional.empty());
    }

    private static SecondSample noisy(SecondSample second, Random random, List<FailedRequest> failed) {
        long failures = failed.stream()
                .filter(one -> one.at().toSeconds() == second.at().toSeconds())
                .count();
        return new SecondSample(
                second.at(),
                second.stage(),
                second.scheduled(),
                second.scheduled() - failures,
                failures,
                second.inFlight(),
                noisy(second.latency(), random),
                second.lateMillis());
    }

    private static LatencySummary noisy(LatencySummary latency, Random random) {
        double base = latency.p50Millis();
        double tail = base + 4 + 30 * Math.abs(random.nextGaussian());
        return latency.count() == 0
                ? latency
                : new LatencySummary(
                        latency.count(),
                        base * (1 + 0.1 * random.nextDouble()),
                        base + (tail - base) * 0.5,
                        Math.max(tail, latency.p99Millis()),
                        Math.max(tail * 1.1, latency.p999Millis()),
                        Math.max(tail * 1.2, latency.maxMillis()));
    }

    /** Writes the pages to look at: {@code java ... SampleRuns FOLDER}. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Reports.write(good(), folder.resolve("good"));
        Reports.write(bad(), folder.resolve("bad"));
        Files.writeString(folder.resolve("compare.html"), CompareReport.of(bad(), good()));
    }
}
