package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.Ledger;
import io.scaleproof.loadtest.record.PlanRun;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Sample;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.WatchHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
            true);

    private List<StageRun> stages = List.of(
            stage("baseline", Phase.BASELINE, 0, 10, 0.4),
            stage("surge", Phase.SURGE, 10, 50, 5.75),
            stage("sustain", Phase.SUSTAIN, 50, 70, 5.75),
            stage("quiet", Phase.QUIET, 70, 160, 0.3));
    private List<DeploymentSample> deployments =
            path(sample(-30, 1, 1), sample(35, 6, 1), sample(50, 6, 6), sample(140, 1, 1));
    private List<HpaSample> hpa = List.of();
    private List<FailedRequest> failures = List.of();
    private int maxReplicas = 10;
    private long length = 160;
    private double p99Millis = 80;

    static Runs good() {
        return new Runs();
    }

    static StageRun stage(String name, Phase phase, long start, long end, double pods) {
        return new StageRun(name, phase, seconds(start), seconds(end), pods * 2, pods * 2, pods, 25, List.of());
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
        List<HpaSample> more = new ArrayList<>(hpa);
        more.add(new HpaSample(
                seconds(40),
                1,
                1,
                List.of(),
                List.of(new HpaSample.Condition(condition, holds, reason, message)),
                Optional.empty()));
        hpa = more;
        return this;
    }

    Runs failed(FailedRequest... changed) {
        failures = List.of(changed);
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

    RunRecord run() {
        RunRecord sample = Sample.run();
        HpaSettings settings = sample.autoscaler().orElseThrow();
        return new RunRecord(
                RunRecord.SCHEMA,
                sample.started(),
                seconds(length),
                RunOutcome.PASSED,
                Optional.empty(),
                sample.target(),
                sample.environment(),
                new PlanRun("surge", "for the test", stages),
                sample.calibration(),
                CONTRACT,
                List.of(),
                sample.generator(),
                sample.totals(),
                Map.of("sustain", new LatencySummary(200, 30, 50, p99Millis, p99Millis, p99Millis)),
                List.of(),
                Optional.of(new HpaSettings(
                        "scaleproof", 1, maxReplicas, settings.metrics(), settings.scaleUp(), settings.scaleDown())),
                hpa,
                deployments,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Ledger(1_000, failures.size(), failures),
                WatchHealth.WHOLE,
                Optional.empty());
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
