package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * A time in which the HPA did not look: the metrics API said something else than its status, and no new status came. A controller
 * that is gone writes nothing, and neither does one that finds what it found before; only the metrics tell the two apart. They
 * do so of CPU alone, which is what a record has of every pod.
 *
 * @param from when the metrics API first said it
 * @param to the next status, or the run's end
 * @param status what the status said meanwhile
 * @param metrics what the metrics API said last
 */
public record Standstill(Duration from, Duration to, String status, String metrics) {
    /** A controller that is busy takes more than one of its periods; three are too many. */
    private static final int PERIODS = 3;
    /** Differences within this fraction of the target are nobody's business: an HPA's own tolerance. */
    private static final double MATERIAL = 0.1;

    /** All of a run, in order. */
    public static List<Standstill> of(RunRecord run) {
        return run.autoscaler().stream()
                .flatMap(settings -> settings.metrics().stream()
                        .filter(metric -> metric.source().endsWith("Resource")
                                && metric.name().equals("cpu"))
                        .limit(1)
                        .flatMap(cpu -> new Search(run, settings, cpu).found().stream()))
                .toList();
    }

    /** In one line. */
    public String words() {
        return String.format(
                Locale.ROOT,
                "the HPA stood still from %.1f s to %.1f s: its status stayed at cpu %s, while the metrics API gave %s",
                from.toNanos() / 1e9,
                to.toNanos() / 1e9,
                status,
                metrics);
    }

    /** Whether it covers a time. */
    public boolean isAt(Duration at) {
        return at.compareTo(from) >= 0 && at.compareTo(to) < 0;
    }

    private static final class Search {
        private final RunRecord run;
        private final HpaSettings settings;
        private final Metric cpu;
        private final SeenMetrics metrics = new SeenMetrics();
        private final SeenPods pods;
        private final TreeSet<Duration> news = new TreeSet<>();

        Search(RunRecord run, HpaSettings settings, Metric cpu) {
            this.run = run;
            this.settings = settings;
            this.cpu = cpu;
            metrics.add(run.usages());
            pods = new SeenPods(run.pods(), metrics.first());
            run.usages().stream().map(PodUsage::at).forEach(news::add);
        }

        List<Standstill> found() {
            List<Standstill> found = new ArrayList<>();
            for (int i = 0; i < run.hpa().size(); i++) {
                HpaSample status = run.hpa().get(i);
                Duration next = i + 1 < run.hpa().size() ? run.hpa().get(i + 1).at() : run.length();
                figure(status).ifPresent(figure -> after(status, figure, next).ifPresent(found::add));
            }
            return found;
        }

        private OptionalLong figure(HpaSample status) {
            return status.blindness().isPresent()
                    ? OptionalLong.empty()
                    : status.metrics().stream()
                            .filter(current -> current.name().equals("cpu")
                                    && current.container().equals(cpu.container()))
                            .mapToLong(current -> ReportedFigure.usage(cpu, current))
                            .findFirst();
        }

        /** The time after a status up to the next in which the metrics said something else for too long. */
        private Optional<Standstill> after(HpaSample status, long figure, Duration next) {
            // A figure that what was seen here does not give was computed from something else.
            boolean explained = metrics.candidates(status.at()).stream()
                    .flatMapToLong(at -> given(status, at).stream())
                    .anyMatch(given -> isSame(given, figure));
            if (!explained || isUnwatched(status.at(), next)) {
                return Optional.empty();
            }
            Optional<Duration> since = Optional.empty();
            long last = figure;
            for (Duration at : news.subSet(status.at(), false, next, false)) {
                OptionalLong given = given(status, at);
                if (given.isEmpty() || isSame(given.getAsLong(), figure)) {
                    since = Optional.empty();
                } else {
                    since = since.or(() -> Optional.of(at));
                    last = given.getAsLong();
                }
            }
            String other = words(last);
            return since.filter(from -> next.minus(from)
                                    .compareTo(
                                            ControllerFlags.DEFAULT.syncPeriod().multipliedBy(PERIODS))
                            >= 0)
                    .map(from -> new Standstill(from, next, words(figure), other));
        }

        private boolean isUnwatched(Duration from, Duration to) {
            return run.watch().gaps().stream()
                    .anyMatch(gap -> gap.what() == Watched.HPA
                            && gap.from().compareTo(to) < 0
                            && gap.to().compareTo(from) > 0);
        }

        /** What the HPA would have found at that time. */
        private OptionalLong given(HpaSample status, Duration at) {
            List<PodView> views = pods.at(at);
            var seen = new Observation(at, status.desiredReplicas(), ReportedFigure.existing(views), views, List.of());
            return Autoscaler.propose(
                                    cpu,
                                    new Reading.PerPod(metrics.at(at, cpu)),
                                    seen,
                                    Tolerances.of(settings),
                                    ControllerFlags.DEFAULT)
                            instanceof Proposal.Replicas proposal
                    ? OptionalLong.of(proposal.usage())
                    : OptionalLong.empty();
        }

        private boolean isSame(long one, long other) {
            double target = cpu.targetType().equals("Utilization") ? cpu.target() : cpu.target() * 1_000;
            return Math.abs(one - other) <= target * MATERIAL;
        }

        private String words(long figure) {
            return cpu.targetType().equals("Utilization") ? figure + " %" : figure + "m a pod";
        }
    }
}
