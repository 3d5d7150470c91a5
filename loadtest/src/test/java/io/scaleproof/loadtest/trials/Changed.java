package io.scaleproof.loadtest.trials;

import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.PlanRun;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.WatchHealth;
import io.scaleproof.loadtest.record.WatchHealth.Gap;
import io.scaleproof.loadtest.record.WatchHealth.Starved;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run's record, part by part, to be changed. */
final class Changed {
    private final RunRecord before;
    final List<SecondSample> seconds;
    final List<HpaSample> hpa;
    final List<DeploymentSample> deployments;
    final List<PodUsage> usages;
    final List<PodUsage> counters;
    final List<PodLife> pods;
    final List<StageRun> stages;
    final Map<String, LatencySummary> latencies;
    final List<Gap> gaps;
    final List<Starved> starved;
    Duration length;
    Optional<Calibration> calibration;

    Changed(RunRecord run) {
        this.before = run;
        this.seconds = new ArrayList<>(run.seconds());
        this.hpa = new ArrayList<>(run.hpa());
        this.deployments = new ArrayList<>(run.deployments());
        this.usages = new ArrayList<>(run.usages());
        this.counters = new ArrayList<>(run.counters());
        this.pods = new ArrayList<>(run.pods());
        this.stages = new ArrayList<>(run.plan().stages());
        this.latencies = new LinkedHashMap<>(run.stageLatencies());
        this.gaps = new ArrayList<>(run.watch().gaps());
        this.starved = new ArrayList<>(run.watch().starved());
        this.length = run.length();
        this.calibration = run.calibration();
    }

    void seeMetricsLater(Duration by) {
        usages.replaceAll(usage -> new PodUsage(
                usage.at().plus(by),
                usage.measuredAt(),
                usage.window(),
                usage.pod(),
                usage.cpuMillicores(),
                usage.memoryBytes()));
    }

    void seeStatusesLater(Duration by) {
        hpa.replaceAll(status -> new HpaSample(
                status.at().plus(by),
                status.currentReplicas(),
                status.desiredReplicas(),
                status.metrics(),
                status.conditions(),
                status.lastScale()));
    }

    void answerSlower(double factor) {
        latencies.replaceAll((_, all) -> slower(all, factor));
        seconds.replaceAll(second -> new SecondSample(
                second.at(),
                second.stage(),
                second.scheduled(),
                second.succeeded(),
                second.failed(),
                second.inFlight(),
                slower(second.latency(), factor),
                second.lateMillis()));
    }

    private static LatencySummary slower(LatencySummary all, double factor) {
        return new LatencySummary(
                all.count(),
                all.p50Millis() * factor,
                all.p90Millis() * factor,
                all.p99Millis() * factor,
                all.p999Millis() * factor,
                all.maxMillis() * factor);
    }

    static PodLife restarted(PodLife life) {
        return GivenPod.like(life).restarted().life();
    }

    /** Nothing is known of what comes after {@code end}. */
    void cut(Duration end) {
        length = end;
        seconds.removeIf(second -> second.at().compareTo(end) >= 0);
        hpa.removeIf(status -> status.at().compareTo(end) > 0);
        deployments.removeIf(sample -> sample.at().compareTo(end) > 0);
        usages.removeIf(usage -> usage.at().compareTo(end) > 0);
        counters.removeIf(usage -> usage.at().compareTo(end) > 0);
        stages.removeIf(stage -> stage.start().compareTo(end) >= 0);
        pods.removeIf(pod -> pod.created().compareTo(end) > 0);
        pods.replaceAll(pod -> GivenPod.like(pod).until(end).life());
        stages.replaceAll(stage -> until(stage, end));
        latencies
                .keySet()
                .removeIf(
                        name -> stages.stream().noneMatch(stage -> stage.name().equals(name)));
    }

    private static StageRun until(StageRun stage, Duration end) {
        return new StageRun(
                stage.name(),
                stage.phase(),
                stage.start(),
                stage.end().compareTo(end) < 0 ? stage.end() : end,
                stage.fromRate(),
                stage.end().compareTo(end) < 0 ? stage.toRate() : stage.rateAt(end),
                stage.pods(),
                stage.requestMillis(),
                stage.trims().stream()
                        .filter(trim -> trim.at().compareTo(end) < 0)
                        .toList());
    }

    RunRecord run() {
        return new RunRecord(
                before.schema(),
                before.started(),
                length,
                before.outcome(),
                before.reason(),
                before.target(),
                before.environment(),
                new PlanRun(before.plan().name(), before.plan().purpose(), stages),
                calibration,
                before.foreignLoad(),
                before.contract(),
                List.of(),
                before.generator(),
                before.totals(),
                latencies,
                seconds,
                before.autoscaler(),
                hpa,
                deployments,
                before.endpoints(),
                usages,
                counters,
                before.metricReadings(),
                pods,
                before.nodes(),
                before.events(),
                List.of(),
                before.reactions(),
                before.ledger(),
                new WatchHealth(gaps, before.watch().leftOut())
                        .on(starved, before.watch().disturbed()),
                Optional.empty(),
                Optional.empty());
    }
}
