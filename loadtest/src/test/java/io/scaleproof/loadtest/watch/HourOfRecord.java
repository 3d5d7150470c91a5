package io.scaleproof.loadtest.watch;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.scaleproof.loadtest.contract.Judge;
import io.scaleproof.loadtest.hpa.Replay;
import io.scaleproof.loadtest.ledger.LedgerKeeper;
import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.load.Outcome;
import io.scaleproof.loadtest.load.Shot;
import io.scaleproof.loadtest.plan.Hold;
import io.scaleproof.loadtest.plan.Level;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Stage;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.report.Reports;
import io.scaleproof.loadtest.simulate.Paper;
import io.scaleproof.loadtest.simulate.Scenarios;
import io.scaleproof.loadtest.simulate.Simulator;
import io.scaleproof.loadtest.target.GivenTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An hour at 1,000 requests a second, on paper, at full speed: every request goes through the log, every object as the API
 * server would send it through the mirrors, every answer of the metrics API through its reader; then all of it is read, replayed,
 * judged and written to the folder that is given. Who starts it limits the heap.
 */
public final class HourOfRecord {
    private static final Instant ZERO = Instant.parse("2026-11-24T10:00:00Z");
    private static final ClusterClock CLOCK = new ClusterClock(ZERO, Duration.ZERO);
    private static final int RATE = 1_000;
    private static final int PODS_IN_A_SLICE = 100;
    private static final Plan PLAN = new Plan(
            "hour",
            "Up to five hundred pods and back, twice",
            List.of(
                    stage("few", Phase.BASELINE, 10, 5),
                    stage("many", Phase.SURGE, 520, 20),
                    stage("rest", Phase.QUIET, 10, 10),
                    stage("again", Phase.SURGE, 520, 20),
                    stage("end", Phase.QUIET, 10, 5)));

    private final KubernetesSerialization json = new KubernetesSerialization();
    private final Reduced reduced = new Reduced();
    private final LoadLog log = new LoadLog(Duration.ofSeconds(10));
    private Instant now = ZERO;
    private final Journal<Pod> pods = new Journal<>(() -> now);
    private final Journal<EndpointSight> endpoints = new Journal<>(() -> now);
    private final Journal<GenericKubernetesResource> workloads = new Journal<>(() -> now);
    private final Journal<HorizontalPodAutoscaler> hpas = new Journal<>(() -> now);
    private final Journal<PodMeasurement> metrics = new Journal<>(() -> now);
    private final Mirror<Pod, Pod> podMirror = new Mirror<>(reduced::pod, pods);
    private final Mirror<EndpointSlice, EndpointSight> sliceMirror = new Mirror<>(EndpointSight.reader(), endpoints);
    private final Map<Integer, Set<String>> slices = new HashMap<>();
    private int version;

    private HourOfRecord() {}

    private static Stage stage(String name, Phase phase, int pods, int minutes) {
        return Stage.steady(name, phase, new Level.Pods(pods), new Hold.For(Duration.ofMinutes(minutes)), 25);
    }

    /**
     * Runs it.
     *
     * @param args the folder for the reports
     */
    public static void main(String[] args) throws Exception {
        Paper settings = Paper.of(Map.of("maxReplicas", "500", "scalingPreset", "steady"));
        RunRecord paper = Simulator.run(Scenarios.untrimmed(PLAN, settings), ZERO);
        HourOfRecord hour = new HourOfRecord();
        hour.send(paper);
        hour.see(paper);
        RunRecord run = hour.record(paper);
        RunRecord explained = run.explained(Replay.of(run));
        RunRecord beside = Simulator.beside(explained).map(explained::beside).orElse(explained);
        Reports.write(beside.judged(Judge.outcome(Judge.judge(beside)), Judge.judge(beside)), Path.of(args[0]));
        System.out.printf(
                "%d requests, %d pods, %d usages, %d sights of pods and %d of slices%n",
                run.totals().count(), run.pods().size(), run.usages().size(), hour.pods.size(), hour.endpoints.size());
    }

    private void send(RunRecord paper) {
        paper.plan()
                .stages()
                .forEach(stage -> log.begun(stage.name(), stage.start().toNanos()));
        for (int second = 0; second < paper.length().toSeconds(); second++) {
            Duration at = Duration.ofSeconds(second);
            String stage = paper.plan().stages().reversed().stream()
                    .filter(candidate -> candidate.start().compareTo(at) <= 0)
                    .findFirst()
                    .orElseThrow()
                    .name();
            List<String> serving = paper.pods().stream()
                    .filter(pod -> pod.ready()
                                    .filter(from -> from.compareTo(at) <= 0)
                                    .isPresent()
                            && pod.deleted().filter(to -> to.compareTo(at) <= 0).isEmpty())
                    .map(PodLife::name)
                    .toList();
            for (int number = 0; number < RATE; number++) {
                long due = at.toNanos() + number * 1_000_000L;
                log.due(stage, due);
                Optional<String> pod =
                        serving.isEmpty() ? Optional.empty() : Optional.of(serving.get(number % serving.size()));
                long latency = 20_000_000L + (number * 7_919L % 997) * 100_000L;
                log.done(new Shot(stage, due, due + 50_000, due + latency, 0, new Outcome.Served(200, pod)));
            }
        }
    }

    private void see(RunRecord paper) {
        TreeMap<Duration, List<Runnable>> story = new TreeMap<>();
        for (int number = 0; number < paper.pods().size(); number++) {
            tell(story, paper.pods().get(number), number / PODS_IN_A_SLICE % 5);
        }
        Mirror<GenericKubernetesResource, GenericKubernetesResource> workload =
                new Mirror<>(reduced::workload, workloads);
        for (DeploymentSample sample : paper.deployments()) {
            add(story, sample.at(), () -> workload.put(FakeObjects.deployment(sample.wanted(), sample.ready())));
        }
        Mirror<HorizontalPodAutoscaler, HorizontalPodAutoscaler> hpa = new Mirror<>(reduced::hpa, hpas);
        for (HpaSample sample : paper.hpa()) {
            add(
                    story,
                    sample.at(),
                    () -> hpa.put(FakeObjects.hpa(
                            sample.currentReplicas(),
                            sample.desiredReplicas(),
                            sample.utilizationPercent().orElse(0))));
        }
        Map<Duration, List<PodUsage>> rounds =
                paper.usages().stream().collect(groupingBy(PodUsage::at, TreeMap::new, toList()));
        rounds.forEach((at, usages) -> add(
                story,
                at,
                () -> PodMeasurement.list(answer(usages))
                        .forEach(measurement -> metrics.add(now, measurement, false))));
        story.forEach((at, events) -> {
            now = ZERO.plus(at);
            events.forEach(Runnable::run);
        });
    }

    private void tell(Map<Duration, List<Runnable>> story, PodLife life, int slice) {
        add(story, life.created(), () -> podMirror.put(pod(life, FakeObjects.PENDING)));
        life.ready()
                .ifPresent(at -> add(story, at, () -> {
                    podMirror.put(pod(life, ready(life)));
                    slices.computeIfAbsent(slice, any -> new HashSet<>()).add(life.name());
                    sliceMirror.put(slice(slice));
                }));
        life.deleted()
                .filter(at -> life.ready().isPresent())
                .ifPresent(at -> add(story, at, () -> {
                    podMirror.put(deleted(life));
                    slices.computeIfAbsent(slice, any -> new HashSet<>()).remove(life.name());
                    sliceMirror.put(slice(slice));
                }));
        life.terminated()
                .filter(at -> life.ready().isPresent())
                .ifPresent(at -> add(story, at, () -> podMirror.remove(deleted(life))));
    }

    private static void add(Map<Duration, List<Runnable>> story, Duration at, Runnable event) {
        story.computeIfAbsent(at, any -> new ArrayList<>()).add(event);
    }

    private Pod pod(PodLife life, String status) {
        return FakeObjects.pod(life.name(), ++version, stamp(life.created()), "", status);
    }

    private Pod deleted(PodLife life) {
        String deletion = ", \"deletionTimestamp\": \"%s\", \"deletionGracePeriodSeconds\": 0"
                .formatted(stamp(life.deleted().orElseThrow()));
        return FakeObjects.pod(life.name(), ++version, stamp(life.created()), deletion, ready(life));
    }

    private static String ready(PodLife life) {
        return FakeObjects.READY.replaceAll(
                "2026-11-24T10:00:0\\dZ", stamp(life.ready().orElseThrow()));
    }

    private static String stamp(Duration at) {
        return ZERO.plus(at).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private EndpointSlice slice(int number) {
        String all =
                slices.get(number).stream().map(name -> """
                        {"addresses": ["10.1.0.7"], "nodeName": "fake-1", "conditions": {"ready": true, "serving": true,
                         "terminating": false}, "targetRef": {"kind": "Pod", "name": "%s", "namespace": "shop"}}""".formatted(name)).collect(joining(", "));
        return json.unmarshal("""
                {"kind": "EndpointSlice", "apiVersion": "discovery.k8s.io/v1", "addressType": "IPv4",
                 "metadata": {"name": "web-%1$d", "uid": "slice-%1$d", "resourceVersion": "%2$d"}, "endpoints": [%3$s]}""".formatted(number, ++version, all), EndpointSlice.class);
    }

    private static String answer(List<PodUsage> usages) {
        return "{\"items\": [" + usages.stream().map(HourOfRecord::measurement).collect(joining(", ")) + "]}";
    }

    private static String measurement(PodUsage usage) {
        return """
                {"metadata": {"name": "%s"}, "timestamp": "%s", "window": "%.3fs", "containers": [{"name": "web",
                 "usage": {"cpu": "%dn", "memory": "%dKi"}}]}""".formatted(
                        usage.pod(),
                        stamp(usage.measuredAt()),
                        usage.window().toMillis() / 1e3,
                        Math.round(usage.cpuMillicores() * 1e6),
                        20_000 + Math.floorMod(usage.pod().hashCode(), 9_999));
    }

    private RunRecord record(RunRecord paper) {
        Readings readings = new Readings(CLOCK);
        List<PodLife> lives =
                new PodLives(CLOCK).read(pods.all(), log.pods(), new Reachable(CLOCK).read(endpoints.all()));
        Map<String, LatencySummary> latencies = new LinkedHashMap<>();
        paper.plan().stages().forEach(stage -> latencies.put(stage.name(), log.stage(stage.name())));
        return new RunRecord(
                RunRecord.SCHEMA,
                ZERO,
                paper.length(),
                paper.outcome(),
                Optional.empty(),
                paper.target(),
                paper.environment(),
                paper.plan(),
                paper.calibration(),
                Optional.empty(),
                paper.contract(),
                List.of(),
                log.health(Duration.ofMillis(50)),
                log.total(),
                latencies,
                log.seconds(),
                hpas.lastSeen().map(HpaReader::settings),
                readings.hpa(hpas.all()),
                readings.workload(GivenTarget.web().workload(), workloads.all(), pods.all()),
                readings.endpoints(endpoints.all()),
                readings.usages(metrics.all()),
                counters(paper),
                List.of(),
                lives,
                List.of(),
                List.of(),
                List.of(),
                paper.reactions(),
                new LedgerKeeper(lives).read(log),
                paper.watch(),
                Optional.empty(),
                paper.elasticity());
    }

    /** Each pod by its own counter, as often as so many are asked. */
    private static List<PodUsage> counters(RunRecord paper) {
        Duration every = Duration.ofSeconds(5L * CounterPoll.turns(false, 500));
        List<PodUsage> counters = new ArrayList<>();
        for (Duration at = every; at.compareTo(paper.length()) < 0; at = at.plus(every)) {
            for (PodLife life : paper.pods()) {
                boolean runs = life.ready().filter(at.minus(every)::equals).isPresent()
                        || (life.ready().isPresent()
                                && life.ready().get().compareTo(at.minus(every)) < 0
                                && life.deleted().map(at::compareTo).orElse(-1) < 0);
                if (runs) {
                    Duration late = Duration.ofMillis(Math.floorMod(life.name().hashCode(), 4_000));
                    counters.add(new PodUsage(
                            at, at.plus(late), every, life.name(), 47.123456789 + late.toMillis() / 1e3, 0));
                }
            }
        }
        return counters;
    }
}
