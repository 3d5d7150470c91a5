package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.record.Brake;
import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.ClusterEvent;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.Ledger;
import io.scaleproof.loadtest.record.MetricReading;
import io.scaleproof.loadtest.record.NodeSample;
import io.scaleproof.loadtest.record.PlanRun;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Sample;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.Target;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.WatchHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Makes runs for judging: a good one, and what is changed about it. Times are in seconds. */
final class Runs {
    private static final Contract CONTRACT = new Contract(
            Optional.of(seconds(60)),
            Optional.of(seconds(90)),
            Optional.of(0L),
            Optional.of(0.0),
            Optional.of(Duration.ofMillis(250)),
            Optional.of(1),
            Optional.of(seconds(150)),
            Optional.of(0),
            true,
            Optional.empty());

    private List<StageRun> stages = List.of(
            stage("baseline", Phase.BASELINE, 0, 10, 0.4),
            stage("surge", Phase.SURGE, 10, 50, 5.75),
            stage("sustain", Phase.SUSTAIN, 50, 70, 5.75),
            stage("quiet", Phase.QUIET, 70, 160, 0.3));
    private List<DeploymentSample> deployments =
            path(sample(-30, 1, 1), sample(35, 6, 1), sample(50, 6, 6), sample(140, 1, 1));
    private List<HpaSample> hpa = List.of();
    private List<FailedRequest> failures = List.of();
    private List<ClusterEvent> events = List.of();
    private List<Decision> decisions = List.of();
    private List<PodLife> pods = List.of();
    private List<NodeSample> nodes = List.of();
    private List<WatchHealth.Gap> gaps = List.of();
    private List<WatchHealth.Starved> starved = List.of();
    private List<WatchHealth.Starved> disturbed = List.of();
    private double measuringMillicores;
    private Contract contract = CONTRACT;
    private Target target = Sample.run().target();
    private final Map<Long, Double> lateMillis = new HashMap<>();
    private final Map<Long, Double> slowMillis = new HashMap<>();
    private final Map<Long, Long> failedInSecond = new HashMap<>();
    private final Map<Long, Long> waiting = new HashMap<>();
    private List<PodUsage> usages = List.of();
    private List<MetricReading> readings = List.of();
    private List<Metric> metrics = Sample.run().autoscaler().orElseThrow().metrics();
    private Rules scaleUp = Sample.run().autoscaler().orElseThrow().scaleUp();
    private Rules scaleDown = Sample.run().autoscaler().orElseThrow().scaleDown();
    private int maxReplicas = 10;
    private long length = 160;
    private double p99Millis = 80;
    private Optional<LatencySummary> sustained = Optional.empty();

    static Runs good() {
        return new Runs();
    }

    /** What a request costs, so that two a second are a pod's worth. */
    private static final double COST_MILLIS = 25;

    /** A stage of constant load that is worth so many pods. */
    static StageRun stage(String name, Phase phase, long start, long end, double pods) {
        return new StageRun(name, phase, seconds(start), seconds(end), pods * 2, pods * 2, pods, 25, List.of());
    }

    /** A stage whose load's worth goes from one to the other. */
    static StageRun ramp(String name, long start, long end, double from, double to) {
        return new StageRun(name, Phase.SURGE, seconds(start), seconds(end), from * 2, to * 2, to, 25, List.of());
    }

    /** As many pods exist as are wanted, or as are ready if that is more. */
    static DeploymentSample sample(long at, int wanted, int ready) {
        return new DeploymentSample(seconds(at), wanted, wanted, ready, Math.max(wanted, ready), 1);
    }

    private static List<DeploymentSample> path(DeploymentSample... samples) {
        return List.of(samples);
    }

    Runs stages(StageRun... changed) {
        stages = List.of(changed);
        return this;
    }

    Runs pods(DeploymentSample... changed) {
        deployments = path(changed);
        return this;
    }

    Runs hpaSays(String condition, boolean holds, String reason, String message) {
        return hpaSays(40, condition, holds, reason, message);
    }

    Runs hpaSays(long at, String condition, boolean holds, String reason, String message) {
        return hpaWrote(at, 1, List.of(), List.of(new HpaSample.Condition(condition, holds, reason, message)));
    }

    /** What it said that it had measured. */
    Runs hpaMeasured(long at, int percent) {
        return hpaMeasured(at, 1, percent);
    }

    /** The same on so many pods. */
    Runs hpaMeasured(long at, int pods, int percent) {
        return hpaWrote(
                at,
                pods,
                List.of(new HpaSample.Current("cpu", Optional.of(percent), percent / 1_000.0)),
                List.of(new HpaSample.Condition("ScalingActive", true, "ValidMetricFound", "")));
    }

    /** Its status in full. */
    Runs hpaWrote(long at, int pods, List<HpaSample.Current> figures, List<HpaSample.Condition> conditions) {
        List<HpaSample> more = new ArrayList<>(hpa);
        more.add(new HpaSample(seconds(at), pods, pods, figures, conditions, Optional.empty()));
        hpa = more;
        return this;
    }

    /** When the metrics API had something new. */
    Runs metricsAt(long... times) {
        return metricsEvery(15, times);
    }

    /** The same by another window. */
    Runs metricsEvery(long window, long... times) {
        usages = LongStream.of(times)
                .mapToObj(at -> new PodUsage(seconds(at), seconds(at), seconds(window), "any", 40, 0))
                .toList();
        return this;
    }

    Runs scalesOn(Metric... changed) {
        metrics = List.of(changed);
        return this;
    }

    Runs alsoScalesOn(String metric) {
        metrics = Stream.concat(metrics.stream(), Stream.of(new Metric("Resource", metric, "Utilization", 80)))
                .toList();
        return this;
    }

    Runs scaleUp(Rules changed) {
        scaleUp = changed;
        return this;
    }

    Runs scaleDown(Rules changed) {
        scaleDown = changed;
        return this;
    }

    Runs failed(FailedRequest... changed) {
        failures = List.of(changed);
        return this;
    }

    /** Why fewer pods could be made than were asked for. */
    Runs event(String reason, String message) {
        events = List.of(new ClusterEvent(seconds(36), "Warning", "ReplicaSet", "scaleproof-1", reason, message, 1));
        return this;
    }

    /** What the replay made of a sync. */
    Runs decision(long at, int from, int to, Brake brake, String words) {
        return decision(at, from, to, 280, brake, words);
    }

    /** The same of a figure in percent. */
    Runs decision(long at, int from, int to, int percent, Brake brake, String words) {
        List<Decision> more = new ArrayList<>(decisions);
        more.add(new Decision(
                seconds(at), from, to, Optional.of(percent), Optional.of(to), Optional.of(brake), List.of(words)));
        decisions = more;
        return this;
    }

    Runs lives(GivenPod... given) {
        pods = Stream.of(given).map(GivenPod::life).toList();
        return this;
    }

    /** What became of nodes. */
    Runs nodes(NodeSample... changed) {
        nodes = List.of(changed);
        return this;
    }

    /** What the metrics API said, each time it had something new. */
    Runs measured(List<PodUsage> changed) {
        usages = changed;
        return this;
    }

    /** What the custom and external metrics APIs said. */
    Runs answered(List<MetricReading> changed) {
        readings = changed;
        return this;
    }

    /** A time in which something was not watched. */
    Runs unseen(WatchHealth.Watched what, long from, long to) {
        gaps = List.of(new WatchHealth.Gap(what, seconds(from), seconds(to), "the API server went away"));
        return this;
    }

    /** Before the run, the pods used so much more to learn what a request costs. */
    Runs measuringUsed(double millicores) {
        measuringMillicores = millicores;
        return this;
    }

    /** A time in which the machine had no processor to spare. */
    Runs starved(long from, long to) {
        starved = List.of(new WatchHealth.Starved(seconds(from), seconds(to)));
        return this;
    }

    /** A time in which the machine was busy with something else. */
    Runs disturbed(long from, long to) {
        disturbed = List.of(new WatchHealth.Starved(seconds(from), seconds(to)));
        return this;
    }

    /** Requests that wait for their answers at a second's end. */
    Runs waiting(long second, long requests) {
        waiting.put(second, requests);
        return this;
    }

    /** How late the generator was in a second. */
    Runs late(long second, double millis) {
        lateMillis.put(second, millis);
        return this;
    }

    /** The slowest answer of a second, where no other second has one above 60 ms. */
    Runs slow(long second, double millis) {
        slowMillis.put(second, millis);
        return this;
    }

    /** Requests that fail in a second of load. */
    Runs failedInSecond(long second, long requests) {
        failedInSecond.put(second, requests);
        return this;
    }

    Runs contract(Contract changed) {
        contract = changed;
        return this;
    }

    /** The target is somebody else's. */
    Runs ofSomebodyElse() {
        target = new Target("http://shop/", "cloud", "shop", "web", "web", "web-hpa", Optional.of("Helm"));
        return this;
    }

    /** The target is of another kind, and the HPA KEDA's where a ScaledObject is given. */
    Runs of(String kind, Optional<String> scaledObject) {
        target = new Target(
                "http://shop/",
                "cloud",
                "shop",
                "web",
                "web",
                scaledObject.map("keda-hpa-%s"::formatted).orElse("web-hpa"),
                scaledObject.map(name -> "keda-operator"),
                kind,
                scaledObject);
        return this;
    }

    Runs maxReplicas(int changed) {
        maxReplicas = changed;
        return this;
    }

    Runs length(long changed) {
        length = changed;
        return this;
    }

    Runs p99Millis(double changed) {
        p99Millis = changed;
        return this;
    }

    /** What the latencies of the load at capacity come to, whatever its seconds say. */
    Runs sustained(LatencySummary changed) {
        sustained = Optional.of(changed);
        return this;
    }

    /** What the judge says of one clause. */
    Verdict verdict(String clause) {
        return verdict(clause, run());
    }

    static Verdict verdict(String clause, RunRecord run) {
        return Judge.judge(run).stream()
                .filter(verdict -> verdict.clause().equals(clause))
                .findFirst()
                .orElseThrow();
    }

    RunRecord run() {
        RunRecord sample = Sample.run();
        return new RunRecord(
                RunRecord.SCHEMA,
                sample.started(),
                seconds(length),
                RunOutcome.PASSED,
                Optional.empty(),
                target,
                sample.environment(),
                new PlanRun("surge", "for the test", stages),
                Optional.of(new Calibration(
                        COST_MILLIS,
                        0,
                        50,
                        5.75,
                        11.5,
                        25,
                        9,
                        measuringMillicores,
                        Calibration.Source.COUNTER,
                        "as in the test")),
                Optional.empty(),
                contract,
                List.of(),
                sample.generator(),
                sample.totals(),
                Map.of("sustain", sustained.orElse(new LatencySummary(200, 30, 50, p99Millis, p99Millis, p99Millis))),
                load(),
                Optional.of(new HpaSettings("scaleproof", 1, maxReplicas, metrics, scaleUp, scaleDown)),
                hpa,
                deployments,
                List.of(),
                usages,
                counters(),
                readings,
                pods(),
                nodes,
                events,
                decisions,
                List.of(),
                new Ledger(1_000, failures.size(), failures),
                new WatchHealth(gaps, List.of(), starved, disturbed, List.of()),
                Optional.empty(),
                Optional.empty());
    }

    /** Whole requests a second, as many as the stages' rates come to. */
    private List<SecondSample> load() {
        List<SecondSample> load = new ArrayList<>();
        double due = 0;
        long sent = 0;
        for (long second = 0; second < end(); second++) {
            StageRun stage = stageAt(second);
            due += stage.rateAt(seconds(second));
            long now = Math.round(due) - sent;
            sent += now;
            load.add(new SecondSample(
                    seconds(second),
                    stage.name(),
                    now,
                    now - failedInSecond.getOrDefault(second, 0L),
                    failedInSecond.getOrDefault(second, 0L),
                    waiting.getOrDefault(second, 0L),
                    latency(second, now),
                    lateMillis.getOrDefault(second, 0.0)));
        }
        return load;
    }

    private LatencySummary latency(long second, long requests) {
        double slowest = slowMillis.getOrDefault(second, slowMillis.isEmpty() ? p99Millis : 60.0);
        return new LatencySummary(requests, 30, 50, slowest, slowest, slowest);
    }

    private StageRun stageAt(long second) {
        return stages.stream()
                .filter(stage -> stage.end().compareTo(seconds(second)) > 0)
                .findFirst()
                .orElseThrow();
    }

    private long end() {
        return stages.getLast().end().toSeconds();
    }

    /** Every five seconds, what those requests cost; as if one pod had done it all. */
    private List<PodUsage> counters() {
        List<PodUsage> counters = new ArrayList<>();
        List<SecondSample> load = load();
        for (int from = 0; from + 5 <= load.size(); from += 5) {
            long requests = load.subList(from, from + 5).stream()
                    .mapToLong(SecondSample::scheduled)
                    .sum();
            counters.add(new PodUsage(
                    seconds(from + 5), seconds(from + 5), seconds(5), "any", requests * COST_MILLIS / 5, 0));
        }
        return counters;
    }

    private List<PodLife> pods() {
        List<PodLife> all = new ArrayList<>(pods);
        all.add(GivenPod.pod("any", -100).ready(-90).life());
        return all;
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
