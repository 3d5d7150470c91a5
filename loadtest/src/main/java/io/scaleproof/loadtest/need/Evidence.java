package io.scaleproof.loadtest.need;

import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.SizedBy;
import io.scaleproof.loadtest.record.StageRun;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a need is computed from: of a finished run, or of one under way as far as it came.
 *
 * @param now the end of what was seen
 * @param settings the HPA's
 * @param stages the load as it was offered
 * @param seconds what became of it
 * @param counters CPU by the pods' own counters
 * @param usages CPU by the metrics API
 * @param statuses the HPA's
 * @param pods whose CPU it is
 * @param calibration what was known before
 * @param watched whether the load was somebody else's
 */
public record Evidence(
        Duration now,
        Optional<HpaSettings> settings,
        List<StageRun> stages,
        List<SecondSample> seconds,
        List<PodUsage> counters,
        List<PodUsage> usages,
        List<HpaSample> statuses,
        List<PodLife> pods,
        Optional<Calibration> calibration,
        boolean watched) {

    /** Shorter than that, a counter's steps and what pods do now and then are too large a part. */
    private static final double TELLING_POD_SECONDS = 30;

    public static Evidence of(RunRecord run) {
        return new Evidence(
                run.length(),
                run.autoscaler(),
                run.plan().stages(),
                run.seconds(),
                run.counters(),
                run.usages(),
                run.hpa(),
                run.pods(),
                run.calibration(),
                run.isWatched());
    }

    /** What the HPA counts a pod's usage against, by the youngest pod; 0 where none requests CPU. */
    public double requestMillicores() {
        return pods.stream()
                .filter(pod -> requestMillicores(pod) > 0)
                .max(Comparator.comparing(PodLife::created))
                .map(this::requestMillicores)
                .orElse(0.0);
    }

    private double requestMillicores(PodLife pod) {
        return container()
                .map(only -> pod.containerRequestMillicores().getOrDefault(only, 0.0))
                .orElse(pod.cpuRequestMillicores());
    }

    /** CPU that the HPA looks at: of one container, or of all. */
    double cpuMillicores(PodUsage usage) {
        return usage.cpuMillicores(container());
    }

    /** Whether a pod's own counter, which knows one process, counts all that the HPA looks at. */
    boolean countersCountAll() {
        return container().isEmpty()
                && usages.stream().allMatch(usage -> usage.containers().size() <= 1);
    }

    private Optional<String> container() {
        return settings.flatMap(FullPod::cpu).flatMap(HpaSettings.Metric::container);
    }

    /** What a request adds to the metric that the load was sized for. */
    SizedBy sizedBy() {
        return calibration.map(Calibration::sizedBy).orElse(SizedBy.CPU);
    }

    /** What fills a pod, by the metric that the load was sized for; empty where that is CPU and the HPA does not look at it. */
    public Optional<FullPod> fullPod() {
        if (sizedBy() != SizedBy.CPU) {
            return settings.map(hpa -> new FullPod(
                    calibration.orElseThrow().fullPodMillicores(),
                    0,
                    hpa.scaleUp().tolerance(),
                    0));
        }
        double before = calibration.map(Calibration::idleMillicores).orElseGet(this::usedBeforeLoad);
        double idle = Math.min(before, leastUsed().orElse(before));
        return settings.flatMap(hpa -> FullPod.of(hpa, requestMillicores(), idle));
    }

    /** The least that pods used, each of them on average: no pod uses less than at rest. */
    private OptionalDouble leastUsed() {
        return Stream.of(countersCountAll() ? counters : List.<PodUsage>of(), usages)
                .flatMap(source -> Windows.rounds(source).stream())
                .filter(round -> podSeconds(round) >= TELLING_POD_SECONDS)
                .mapToDouble(round -> cpuMillis(round) / podSeconds(round))
                .min();
    }

    /** CPU time that the HPA looks at, of all pods of a round in the windows that it was measured in. */
    double cpuMillis(List<PodUsage> round) {
        Optional<String> container = container();
        return round.stream()
                .mapToDouble(usage -> usage.cpuMillicores(container) * seconds(usage))
                .sum();
    }

    /** How long those windows are together. */
    static double podSeconds(List<PodUsage> round) {
        return round.stream().mapToDouble(Evidence::seconds).sum();
    }

    private static double seconds(PodUsage usage) {
        return usage.window().toNanos() / 1e9;
    }

    /** What a pod used, at the median, before the first request was due; 0 where nothing was measured then. */
    private double usedBeforeLoad() {
        double[] used = Stream.of(counters, usages)
                .map(source -> source.stream()
                        .filter(usage -> usage.measuredAt().compareTo(Duration.ZERO) <= 0)
                        .mapToDouble(PodUsage::cpuMillicores)
                        .sorted()
                        .toArray())
                .filter(source -> source.length > 0)
                .findFirst()
                .orElse(new double[] {0});
        return used[used.length / 2];
    }
}
