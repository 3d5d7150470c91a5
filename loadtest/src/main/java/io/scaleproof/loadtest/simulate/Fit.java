package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.hpa.ControllerFlags;
import io.scaleproof.loadtest.need.Evidence;
import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.SizedBy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Fits the model to a run: the medians of what its pods took, and the phases of metrics and syncs. */
final class Fit {
    private Fit() {}

    static Model model(RunRecord run, FullPod full) {
        HpaSettings.Metric metric = run.autoscaler().orElseThrow().metrics().getFirst();
        boolean byCpu = metric.targetType().equals("Utilization");
        Model standard = Model.standard(metric);
        List<PodLife> born =
                run.pods().stream().filter(pod -> !pod.created().isNegative()).toList();
        PodLife any =
                run.pods().stream().findFirst().orElseThrow(() -> new IllegalArgumentException("the run saw no pod"));
        Duration resolution =
                median(run.usages(), usage -> Optional.of(usage.window())).orElse(standard.metricsResolution());
        Duration sync = ControllerFlags.DEFAULT.syncPeriod();
        return new Model(
                Evidence.of(run).requestMillicores(),
                any.cpuLimitMillicores() > 0 ? any.cpuLimitMillicores() : 1_000,
                byCpu ? full.idleMillicores() : standard.idleMillicores(),
                byCpu ? full.fullMillicores() : standard.fullMillicores(),
                median(born, pod -> pod.started().map(at -> at.minus(pod.created())))
                        .orElse(standard.started()),
                median(born, pod -> pod.ready().flatMap(at -> pod.started().map(at::minus)))
                        .orElse(standard.ready()),
                standard.startCpuMillis(),
                median(
                                run.pods(),
                                pod -> pod.terminated()
                                        .flatMap(at -> pod.deleted().map(at::minus)))
                        .orElse(standard.stopped()),
                standard.queue(),
                resolution,
                phase(run.usages().stream().map(PodUsage::at).toList(), resolution)
                        .orElse(standard.metricsPhase()),
                phase(run.hpa().stream().skip(1).map(HpaSample::at).toList(), sync)
                        .orElse(standard.syncPhase()),
                ControllerFlags.DEFAULT,
                standard.scraping());
    }

    /**
     * What the HPA looked at. What a request takes of CPU is told by all that pods used over all that was answered, less
     * what pods use at rest and to start.
     */
    static Signal signal(RunRecord run) {
        Calibration known = run.calibration().orElse(null);
        if (known == null || known.sizedBy() == SizedBy.CPU) {
            return Signal.CPU;
        }
        Model standard = Model.standard(run.autoscaler().orElseThrow().metrics().getFirst());
        double pods = run.usages().stream()
                .mapToDouble(usage -> usage.window().toMillis() / 1e3)
                .sum();
        double used = run.usages().stream()
                .mapToDouble(usage -> usage.cpuMillicores() * usage.window().toMillis() / 1e3)
                .sum();
        long born =
                run.pods().stream().filter(pod -> !pod.created().isNegative()).count();
        long answered =
                run.seconds().stream().mapToLong(SecondSample::succeeded).sum();
        double millis = (used - pods * standard.idleMillicores() - born * standard.startCpuMillis()) / answered;
        boolean told = answered > 0 && millis > 0;
        return new Signal(known.sizedBy(), known.requestMillis(), told ? millis : known.requestMillis());
    }

    private static <T> Optional<Duration> median(List<T> all, Function<T, Optional<Duration>> time) {
        List<Duration> times =
                all.stream().flatMap(one -> time.apply(one).stream()).sorted().toList();
        return times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2));
    }

    /** Where the first of these times after zero lies within its period. */
    private static Optional<Duration> phase(List<Duration> times, Duration period) {
        return times.stream()
                .filter(at -> !at.isNegative())
                .findFirst()
                .map(at -> Duration.ofMillis(at.toMillis() % period.toMillis()));
    }
}
