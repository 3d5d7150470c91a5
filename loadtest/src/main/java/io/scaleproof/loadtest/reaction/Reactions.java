package io.scaleproof.loadtest.reaction;

import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.MetricFigure;
import io.scaleproof.loadtest.record.MetricReading;
import io.scaleproof.loadtest.record.PlanRun;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.ScaleUpReaction;
import io.scaleproof.loadtest.record.ScaleUpReaction.PodReaction;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes each scale-up apart: load, metric, decision, pod created, scheduled, started, ready, first answer (or first reachable). */
public final class Reactions {
    /** A pod may be seen a moment before the Deployment's change that made it. */
    private static final Duration WATCH_ORDER = Duration.ofSeconds(1);
    /** So far apart a change may be seen in the HPA's status and in what it scales: less than a sync period. */
    private static final Duration STATUS_ORDER = Duration.ofSeconds(7);

    private final PlanRun plan;
    private final double fullPodMillicores;
    private final Optional<String> container;

    /**
     * @param fullPodMillicores usage at which a pod is at the HPA's target
     * @param container the only one whose usage the HPA looks at, if it looks at one
     */
    public Reactions(PlanRun plan, double fullPodMillicores, Optional<String> container) {
        this.plan = plan;
        this.container = container;
        this.fullPodMillicores = fullPodMillicores;
    }

    /** One for each time the number of pods asked for grew under load, where CPU or memory decides. */
    public List<ScaleUpReaction> read(List<DeploymentSample> deployments, List<PodUsage> usages, List<PodLife> pods) {
        return read(deployments, usages, pods, List.of(), List.of());
    }

    /**
     * One for each time the number of pods asked for grew under load.
     *
     * @param decisions tell which metric decided
     * @param readings what the custom and external metrics APIs said of it
     */
    public List<ScaleUpReaction> read(
            List<DeploymentSample> deployments,
            List<PodUsage> usages,
            List<PodLife> pods,
            List<Decision> decisions,
            List<MetricReading> readings) {
        List<ScaleUpReaction> reactions = new ArrayList<>();
        Duration previous = Duration.ofDays(-1);
        for (int i = 1; i < deployments.size(); i++) {
            DeploymentSample before = deployments.get(i - 1);
            DeploymentSample after = deployments.get(i);
            if (after.wanted() <= before.wanted()) {
                continue;
            }
            Optional<StageRun> surge = surge(after.at());
            if (surge.isPresent()) {
                Duration rose = surge.get().start();
                Duration from = later(rose, previous);
                Optional<Metric> metric = decisive(before, after, decisions)
                        .filter(decisive -> readings.stream().anyMatch(reading -> reading.isOf(decisive)));
                Duration seen = metric.map(
                                decisive -> answered(decisive, before.existing(), readings, from, after.at()))
                        .orElseGet(() -> metricSeen(usages, from, after.at()));
                reactions.add(new ScaleUpReaction(
                        rose,
                        seen,
                        metric.map(Metric::words),
                        after.at(),
                        before.wanted(),
                        after.wanted(),
                        pods(pods, rose, after.at(), nextUp(deployments, i))));
            }
            previous = after.at();
        }
        return reactions;
    }

    private Optional<StageRun> surge(Duration at) {
        return plan.stages().stream()
                .filter(stage -> stage.phase() == Phase.SURGE && stage.start().compareTo(at) <= 0)
                .max(Comparator.comparing(StageRun::start));
    }

    /** The first sight of a pod above the target; at the latest the decision itself, which must have seen one. */
    private Duration metricSeen(List<PodUsage> usages, Duration from, Duration decided) {
        return usages.stream()
                .filter(usage -> usage.at().compareTo(from) >= 0 && usage.at().compareTo(decided) <= 0)
                .filter(usage -> usage.cpuMillicores(container) > fullPodMillicores)
                .map(PodUsage::at)
                .min(Comparator.naturalOrder())
                .orElse(decided);
    }

    /** What decided a change: the decision shows in the HPA's status a moment before or after it shows in what the HPA scales. */
    private static Optional<Metric> decisive(
            DeploymentSample before, DeploymentSample after, List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.from() == before.wanted()
                        && decision.to() == after.wanted()
                        && apart(decision.at(), after.at()).compareTo(STATUS_ORDER) <= 0)
                .min(Comparator.comparing(decision -> apart(decision.at(), after.at())))
                .flatMap(Decision::metric)
                .map(MetricFigure::metric);
    }

    private static Duration apart(Duration one, Duration other) {
        return one.minus(other).abs();
    }

    /**
     * The first answer of the metrics API above the target, as {@link #metricSeen}: a value that was above it already counts from the
     * beginning.
     */
    private static Duration answered(
            Metric metric, int existing, List<MetricReading> readings, Duration from, Duration decided) {
        // One value for all pods is held against the target of each.
        double most = metric.target() * (metric.dividesByPods() ? Math.max(1, existing) : 1);
        Map<Optional<String>, Boolean> above = new HashMap<>();
        for (MetricReading reading : readings) {
            if (!reading.isOf(metric) || reading.at().compareTo(decided) > 0) {
                continue;
            }
            if (reading.at().compareTo(from) >= 0 && above.containsValue(true)) {
                return from;
            }
            above.put(reading.pod(), reading.value().orElse(0) > most);
            if (reading.at().compareTo(from) >= 0 && above.containsValue(true)) {
                return reading.at();
            }
        }
        return above.containsValue(true) ? from : decided;
    }

    private static Duration nextUp(List<DeploymentSample> deployments, int index) {
        for (int i = index + 1; i < deployments.size(); i++) {
            if (deployments.get(i).wanted() > deployments.get(i - 1).wanted()) {
                return deployments.get(i).at();
            }
        }
        return Duration.ofDays(365);
    }

    private static List<PodReaction> pods(List<PodLife> pods, Duration rose, Duration decided, Duration next) {
        // Where no answer of the run says who gave it, a pod without one may have served as well as any other.
        boolean unknown = pods.stream().allMatch(pod -> pod.firstRequest().isEmpty());
        return pods.stream()
                .filter(pod -> pod.created().compareTo(decided.minus(WATCH_ORDER)) >= 0
                        && pod.created().compareTo(next.minus(WATCH_ORDER)) < 0)
                .flatMap(pod -> reaction(pod, unknown, rose, decided).stream())
                .toList();
    }

    /** Every step is put no earlier than the one before it, so that the parts sum to the whole. */
    private static Optional<PodReaction> reaction(PodLife pod, boolean unknown, Duration rose, Duration decided) {
        Optional<Duration> serves = unknown ? pod.reachable() : pod.firstRequest();
        if (pod.scheduled().isEmpty() || pod.started().isEmpty() || pod.ready().isEmpty() || serves.isEmpty()) {
            return Optional.empty();
        }
        Duration created = later(decided, pod.created());
        Duration scheduled = later(created, pod.scheduled().get());
        Duration started = later(scheduled, pod.started().get());
        Duration ready = later(started, pod.ready().get());
        Duration served = later(ready, serves.get());
        return Optional.of(new PodReaction(
                pod.name(),
                created.minus(decided),
                scheduled.minus(created),
                started.minus(scheduled),
                ready.minus(started),
                served.minus(ready),
                served.minus(rose),
                unknown));
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
