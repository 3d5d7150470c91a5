package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.MetricFigure;
import io.scaleproof.loadtest.record.MetricReading;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    private final SeenMetrics metrics;
    private final SeenReadings readings;
    private final Autoscaler autoscaler;
    private SeenPods pods = new SeenPods(List.of(), Optional.empty());
    private Optional<HpaSample> last = Optional.empty();
    private Duration scaled = Duration.ofDays(-1);
    private int statuses;
    private int syncs;

    /** Begins one that goes on with what comes. */
    public Replay(HpaSettings settings, ControllerFlags flags) {
        this(settings, flags, new SeenMetrics(), new SeenReadings());
    }

    private Replay(HpaSettings settings, ControllerFlags flags, SeenMetrics metrics, SeenReadings readings) {
        this.settings = settings;
        this.flags = flags;
        this.metrics = metrics;
        this.readings = readings;
        this.autoscaler = new Autoscaler(settings, flags);
    }

    /** The decisions of a finished run, or of one under way, as far as it was seen. */
    public static List<Decision> of(RunRecord run) {
        return run.autoscaler()
                .map(settings -> decisions(
                        settings, ControllerFlags.DEFAULT, run.hpa(), run.pods(), run.usages(), run.metricReadings()))
                .orElse(List.of());
    }

    /** The same from the parts. */
    public static List<Decision> decisions(
            HpaSettings settings,
            ControllerFlags flags,
            List<HpaSample> statuses,
            List<PodLife> pods,
            List<PodUsage> usages,
            List<MetricReading> readings) {
        return new Replay(settings, flags).next(statuses, pods, usages, readings);
    }

    /** A new one under other settings. What the metrics APIs said of times long gone is forgotten, and not needed any more. */
    public Replay under(HpaSettings other) {
        return new Replay(other, flags, metrics, readings);
    }

    public HpaSettings settings() {
        return settings;
    }

    /** Syncs that were replayed so far, those that no status showed among them. */
    public int syncs() {
        return syncs;
    }

    /**
     * The decisions of the statuses that came since the last call; those of before are not replayed again.
     *
     * @param all the statuses so far
     * @param lives the pods' lives, as far as they are known now
     * @param usages what the metrics API answered since the last call
     * @param news what the custom and external metrics APIs answered since then
     */
    public List<Decision> next(
            List<HpaSample> all, List<PodLife> lives, List<PodUsage> usages, List<MetricReading> news) {
        metrics.add(usages);
        readings.add(news);
        pods = new SeenPods(lives, metrics.first());
        List<Decision> decisions = new ArrayList<>();
        for (HpaSample now : all.subList(statuses, all.size())) {
            last.ifPresent(before -> {
                unseen(before, now);
                decisions.add(decide(now));
                if (now.desiredReplicas() != now.currentReplicas()) {
                    scaled = sync(now.at());
                    autoscaler.scaled(scaled, now.currentReplicas(), now.desiredReplicas());
                }
            });
            last = Optional.of(now);
        }
        statuses = all.size();
        last.ifPresent(done -> {
            metrics.forgetBefore(done.at());
            readings.forgetBefore(done.at());
        });
        return decisions;
    }

    /**
     * When the sync was that is seen at {@code seen}. The controller begins one no sooner than a period after the end of the one
     * before (its queue's rate limit), so that a policy with a period no longer than that never counts its change. Two sights may
     * lie nearer together, the first one late.
     */
    private Duration sync(Duration seen) {
        Duration earliest = scaled.plus(flags.syncPeriod());
        boolean next = seen.compareTo(scaled.plus(flags.syncPeriod().dividedBy(2))) > 0;
        return next && seen.compareTo(earliest) < 0 ? earliest : seen;
    }

    private Conclusion sync(Observation seen) {
        syncs++;
        return autoscaler.sync(seen);
    }

    /** Half a period is left before the next sync that was seen: a period is never exact. */
    private void unseen(HpaSample before, HpaSample next) {
        Duration end = next.at().minus(flags.syncPeriod().dividedBy(2));
        for (Duration at = before.at().plus(flags.syncPeriod());
                at.compareTo(end) < 0;
                at = at.plus(flags.syncPeriod())) {
            observe(before, at, before.desiredReplicas()).seen().ifPresent(this::sync);
        }
    }

    private Decision decide(HpaSample status) {
        Observed observed = observe(status, status.at(), status.currentReplicas());
        Optional<Conclusion> conclusion = observed.seen().map(this::sync);
        List<String> words = new ArrayList<>(
                conclusion.map(Explanation::of).orElseGet(() -> List.of("no metrics were seen: cannot be replayed")));
        Optional<MetricFigure> decisive = conclusion.flatMap(computed -> decisive(computed, observed, status.at()));
        decisive.filter(_ -> !settings.looksAtCpuAlone())
                .flatMap(figure -> figure.ageWords()
                        .map(age -> "%s was %s".formatted(figure.metric().words(), age)))
                .ifPresent(words::add);
        observed.remark().ifPresent(words::add);
        return new Decision(
                status.at(),
                status.currentReplicas(),
                status.desiredReplicas(),
                status.utilizationPercent(),
                decisive,
                conclusion.map(Conclusion::desired),
                conclusion.map(Conclusion::brake),
                words);
    }

    /** What there is to replay, and what is to be said about it. */
    private record Observed(Optional<Observation> seen, List<Optional<Measurement>> newest, Optional<String> remark) {}

    /** An answer for one metric, the newest measurement in it where that is known, and what is to be said about it. */
    private record Found(Reading reading, Optional<Measurement> newest, Optional<String> remark) {}

    /** The metric that asked for most, and how old it was then. */
    private Optional<MetricFigure> decisive(Conclusion conclusion, Observed observed, Duration at) {
        if (!(conclusion instanceof Conclusion.Computed computed)) {
            return Optional.empty();
        }
        MetricFigure figure = MetricWords.figure(computed.decisive());
        Optional<Measurement> newest = observed.newest().get(settings.metrics().indexOf(figure.metric()));
        return Optional.of(new MetricFigure(
                figure.metric(),
                figure.value(),
                newest.map(measured -> at.minus(measured.at())).map(age -> age.isNegative() ? Duration.ZERO : age),
                newest.map(Measurement::window)));
    }

    /** The HPA's status tells which of the metrics it had; where none fits, its own figure is taken. */
    private Observed observe(HpaSample status, Duration at, int wanted) {
        List<PodView> views = at.equals(status.at()) ? pods.at(eve(status)) : pods.at(at);
        List<Reading> found = new ArrayList<>();
        List<Optional<Measurement>> newest = new ArrayList<>();
        Optional<String> remark = Optional.empty();
        for (Metric metric : settings.metrics()) {
            Optional<HpaSample.Current> reported = status.metrics().stream()
                    .filter(reading -> reading.name().equals(metric.name())
                            && reading.container().equals(metric.container()))
                    .findFirst();
            if (reported.isPresent()) {
                Found one = found(metric, reported.get(), status, at, views);
                found.add(one.reading());
                newest.add(one.newest());
                remark = one.remark().isPresent() ? one.remark() : remark;
            } else {
                Optional<Reading> none = none(status);
                if (none.isEmpty()) {
                    return new Observed(Optional.empty(), List.of(), Optional.empty());
                }
                found.add(none.get());
                newest.add(Optional.empty());
            }
        }
        return new Observed(
                Optional.of(new Observation(sync(at), wanted, ReportedFigure.existing(views), views, found)),
                newest,
                remark);
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

    /**
     * The polled metrics from which the HPA computes what its status reports. Pods are scraped one after the other, so that the HPA may
     * have had an answer that lies between two of the poll's; then the one with the nearest figure tells which pods had a value at all.
     */
    private Found found(Metric metric, HpaSample.Current reported, HpaSample status, Duration at, List<PodView> views) {
        long figure = ReportedFigure.usage(metric, reported);
        int replicas = at.equals(status.at()) ? status.currentReplicas() : status.desiredReplicas();
        var seen = new Observation(at, replicas, ReportedFigure.existing(views), views, List.of());
        Optional<Reading.PerPod> nearest = Optional.empty();
        long distance = Long.MAX_VALUE;
        for (Polled polled : polled(metric, at)) {
            if (Autoscaler.propose(metric, polled.answer(), seen, Tolerances.of(settings), flags)
                    instanceof Proposal.Replicas proposal) {
                if (proposal.usage() == figure) {
                    return new Found(polled.answer(), polled.newest(), Optional.empty());
                }
                if (polled.answer() instanceof Reading.PerPod perPod
                        && Math.abs(proposal.usage() - figure) < distance) {
                    nearest = Optional.of(perPod);
                    distance = Math.abs(proposal.usage() - figure);
                }
            }
        }
        if (nearest.isPresent() && !isResource(metric)) {
            return new Found(
                    ReportedFigure.ofThose(nearest.get(), figure),
                    newest(nearest.get()),
                    Optional.of(
                            "the values seen here by %s do not give the HPA's figure for %s: replayed on the HPA's, for the %d that had one"
                                    .formatted(
                                            Explanation.seconds(status.at()),
                                            metric.words(),
                                            nearest.get().pods().size())));
        }
        return new Found(
                ReportedFigure.reading(metric, reported, views, at, metrics.window()),
                Optional.empty(),
                Optional.of(remark(metric, status.at())));
    }

    /** An answer that the poll had, and the newest measurement in it. */
    private record Polled(Reading answer, Optional<Measurement> newest) {}

    /** What the poll had that the HPA may have had, the likeliest first. */
    private List<Polled> polled(Metric metric, Duration at) {
        if (!isResource(metric)) {
            return readings.candidates(metric, at).stream()
                    .flatMap(candidate -> readings.at(candidate, metric, at).stream()
                            .map(answer -> new Polled(answer, readings.newest(candidate, metric, at))))
                    .toList();
        }
        return metrics.isEmpty()
                ? List.of()
                : metrics.candidates(at).stream()
                        .map(candidate -> new Reading.PerPod(metrics.at(candidate, metric)))
                        .map(answer -> new Polled(answer, newest(answer)))
                        .toList();
    }

    private static Optional<Measurement> newest(Reading.PerPod answer) {
        return answer.pods().values().stream().max(Comparator.comparing(Measurement::at));
    }

    private static boolean isResource(Metric metric) {
        return metric.source().endsWith("Resource");
    }

    private String remark(Metric metric, Duration at) {
        boolean polled = isResource(metric)
                ? !metrics.isEmpty()
                : !readings.candidates(metric, at).isEmpty();
        return polled
                ? "the %s seen here by %s do not give the HPA's figure for %s: replayed on the HPA's"
                        .formatted(
                                isResource(metric) ? "pods' metrics" : "values",
                                Explanation.seconds(at),
                                metric.words())
                : "replayed on the HPA's own figure for %s".formatted(metric.words());
    }

    /** A status without metrics is either a blind HPA's, which says why, or one that has not looked yet. */
    private static Optional<Reading> none(HpaSample status) {
        return status.blindness()
                .map(condition -> new Reading.Unavailable(condition.reason() + ": " + condition.message()));
    }
}
