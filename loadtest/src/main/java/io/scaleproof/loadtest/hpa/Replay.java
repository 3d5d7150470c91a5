package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replays the algorithm on what was seen at each sync of a run, and holds its answer against what the HPA did.
 *
 * <p>A sync shows only by a changed status. Those in between found the same figures as the one before them; they are
 * replayed too, because the stabilization windows remember them, but not listed.
 */
public final class Replay {
    /** A decision's status is seen after the pods that it made, by this time at most. */
    private static final Duration ECHO = Duration.ofSeconds(2);

    private final HpaSettings settings;
    private final ControllerFlags flags;
    private final List<HpaSample> statuses;
    private final SeenPods pods;
    private final SeenMetrics metrics;
    private final Autoscaler autoscaler;
    private final List<Decision> decisions = new ArrayList<>();

    private Replay(
            HpaSettings settings,
            ControllerFlags flags,
            List<HpaSample> statuses,
            List<PodLife> pods,
            List<PodUsage> usages) {
        this.settings = settings;
        this.flags = flags;
        this.statuses = statuses;
        this.pods = new SeenPods(pods, usages);
        this.metrics = new SeenMetrics(usages);
        this.autoscaler = new Autoscaler(settings, flags);
    }

    /** The decisions of a finished run, or of one under way, as far as it was seen. */
    public static List<Decision> of(RunRecord run) {
        return run.autoscaler()
                .map(settings -> decisions(settings, ControllerFlags.DEFAULT, run.hpa(), run.pods(), run.usages()))
                .orElse(List.of());
    }

    /** The same from the parts. */
    public static List<Decision> decisions(
            HpaSettings settings,
            ControllerFlags flags,
            List<HpaSample> statuses,
            List<PodLife> pods,
            List<PodUsage> usages) {
        return new Replay(settings, flags, statuses, pods, usages).replay();
    }

    private List<Decision> replay() {
        for (int i = 1; i < statuses.size(); i++) {
            HpaSample before = statuses.get(i - 1);
            HpaSample now = statuses.get(i);
            unseen(before, now);
            decisions.add(decide(now));
            if (now.desiredReplicas() != now.currentReplicas()) {
                autoscaler.scaled(now.at(), now.currentReplicas(), now.desiredReplicas());
            }
        }
        return decisions;
    }

    /** Half a period is left before the next sync that was seen: a period is never exact. */
    private void unseen(HpaSample before, HpaSample next) {
        Duration end = next.at().minus(flags.syncPeriod().dividedBy(2));
        for (Duration at = before.at().plus(flags.syncPeriod());
                at.compareTo(end) < 0;
                at = at.plus(flags.syncPeriod())) {
            observe(before, at, before.desiredReplicas()).seen().ifPresent(autoscaler::sync);
        }
    }

    private Decision decide(HpaSample status) {
        Observed observed = observe(status, status.at(), status.currentReplicas());
        Optional<Conclusion> conclusion = observed.seen().map(autoscaler::sync);
        List<String> words = new ArrayList<>(
                conclusion.map(Explanation::of).orElseGet(() -> List.of("no metrics were seen: cannot be replayed")));
        observed.remark().ifPresent(words::add);
        return new Decision(
                status.at(),
                status.currentReplicas(),
                status.desiredReplicas(),
                status.utilizationPercent(),
                conclusion.map(Conclusion::desired),
                conclusion.map(Conclusion::brake),
                words);
    }

    /** What there is to replay, and what is to be said about it. */
    private record Observed(Optional<Observation> seen, Optional<String> remark) {}

    /** The HPA's status tells which of the metrics it had; where none fits, its own figure is taken. */
    private Observed observe(HpaSample status, Duration at, int wanted) {
        List<PodView> views = at.equals(status.at()) ? pods.at(eve(status)) : pods.at(at);
        List<Reading> readings = new ArrayList<>();
        Optional<String> remark = Optional.empty();
        for (Metric metric : settings.metrics()) {
            Optional<HpaSample.Current> reported = status.metrics().stream()
                    .filter(reading -> reading.name().equals(metric.name())
                            && reading.container().equals(metric.container()))
                    .findFirst();
            Optional<Reading> polled = reported.flatMap(reading -> fitting(metric, reading, status, at, views));
            if (polled.isPresent()) {
                readings.add(polled.get());
            } else if (reported.isPresent()) {
                readings.add(ReportedFigure.reading(metric, reported.get(), views, at, metrics.window()));
                remark = Optional.of(remark(metric, status.at()));
            } else {
                Optional<Reading> none = none(status);
                if (none.isEmpty()) {
                    return new Observed(Optional.empty(), Optional.empty());
                }
                readings.add(none.get());
            }
        }
        return new Observed(
                Optional.of(new Observation(at, wanted, ReportedFigure.existing(views), views, readings)), remark);
    }

    /** Before the decision that {@code status} tells of showed in the pods. Its own stamp is cut off to the second. */
    private static Duration eve(HpaSample status) {
        if (status.desiredReplicas() == status.currentReplicas()) {
            return status.at();
        }
        Duration earliest = status.at().minus(ECHO);
        return status.lastScale()
                .map(stamp -> stamp.minus(ECHO.dividedBy(2)))
                .filter(stamp -> stamp.compareTo(status.at().minus(ECHO.multipliedBy(5))) > 0)
                .filter(stamp -> stamp.compareTo(earliest) < 0)
                .orElse(earliest);
    }

    /** The polled metrics from which the HPA computes what its status reports. */
    private Optional<Reading> fitting(
            Metric metric, HpaSample.Current reported, HpaSample status, Duration at, List<PodView> views) {
        if (!metric.source().endsWith("Resource") || metrics.isEmpty()) {
            return Optional.empty();
        }
        int replicas = at.equals(status.at()) ? status.currentReplicas() : status.desiredReplicas();
        var seen = new Observation(at, replicas, replicas, views, List.of());
        for (Duration candidate : metrics.candidates(at)) {
            Map<String, Measurement> answer = metrics.at(candidate, metric);
            if (new PodsMetric(metric, seen, Tolerances.of(settings), flags).propose(answer)
                            instanceof Proposal.Replicas proposal
                    && proposal.usage() == ReportedFigure.usage(metric, reported)) {
                return Optional.of(new Reading.PerPod(answer));
            }
        }
        return Optional.empty();
    }

    private String remark(Metric metric, Duration at) {
        return metrics.isEmpty() || !metric.source().endsWith("Resource")
                ? "replayed on the HPA's own figure for %s".formatted(metric.words())
                : "the pods' metrics seen here by %s do not give the HPA's figure for %s: replayed on the HPA's"
                        .formatted(Explanation.seconds(at), metric.words());
    }

    /** A status without metrics is either a blind HPA's, which says why, or one that has not looked yet. */
    private static Optional<Reading> none(HpaSample status) {
        return status.blindness()
                .map(condition -> new Reading.Unavailable(condition.reason() + ": " + condition.message()));
    }
}
