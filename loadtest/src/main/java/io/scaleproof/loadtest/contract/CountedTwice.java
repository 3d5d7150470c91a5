package io.scaleproof.loadtest.contract;

import static java.util.stream.Collectors.groupingBy;

import io.scaleproof.loadtest.contract.Facts.Step;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.MetricFigure;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Load that the HPA counted twice. A kubelet measures each pod at a time of its own, every ten to thirty seconds (cAdvisor's
 * housekeeping interval and its jitter), and the HPA adds up each pod's last figure: beside the figure of a pod from when it had the
 * load almost alone there may be those of pods that have had a part of it since.
 */
final class CountedTwice {
    /** A scale-up window of more seconds than a sync, which holds the recommendation before, too. */
    static final int WINDOW_AGAINST_IT = 20;

    /** Percents by which figures may miss the HPA's own and still be those that it had. */
    private static final double ROUNDING = 2;

    private final RunRecord run;
    private final DecisionCauses decisions;

    CountedTwice(RunRecord run, DecisionCauses decisions) {
        this.run = run;
        this.decisions = decisions;
    }

    /**
     * What a step up counted twice.
     *
     * @param pod the one whose figure had most of it
     * @param age of that figure
     * @param wouldHaveWanted how many pods the HPA would have asked for at most without it
     */
    record Share(String pod, Duration age, int wouldHaveWanted) {}

    /** What the HPA went by of a pod. */
    private record Figure(PodUsage usage, double millicores, double requestMillicores, double share) {}

    /**
     * Of a step up; empty where nothing was counted twice, and where the figures that were seen here do not give the HPA's own. With a
     * scale-up window that outlasts a sync it went by more than one sync's figures.
     */
    Optional<Share> of(Step step) {
        return run.autoscaler()
                .filter(HpaSettings::looksAtCpuAlone)
                .filter(settings -> settings.metrics().size() == 1)
                .filter(settings -> settings.scaleUp().stabilizationWindow().toSeconds() < WINDOW_AGAINST_IT)
                .flatMap(settings -> of(step, settings.metrics().getFirst()));
    }

    private Optional<Share> of(Step step, Metric metric) {
        Map<String, List<PodUsage>> usages = run.usages().stream().collect(groupingBy(PodUsage::pod));
        List<Figure> figures = run.pods().stream()
                .filter(pod -> isThere(pod, step.at()))
                .flatMap(pod -> figure(pod, usages.getOrDefault(pod.name(), List.of()), metric, step.at()).stream())
                .toList();
        if (figures.isEmpty() || !areTheHpas(figures, step.at())) {
            return Optional.empty();
        }
        double counted = sum(figures, Figure::share);
        Figure newest = figures.stream()
                .max(Comparator.comparing(figure -> figure.usage().measuredAt()))
                .orElseThrow();
        double all = sum(figures, Figure::millicores);
        // Shares of less than the whole are no load twice, whatever became of each.
        double over = Math.min(sum(figures, figure -> over(figure, newest)), all * (1 - 1 / counted));
        double full = sum(figures, Figure::requestMillicores) / figures.size() * metric.target() / 100;
        int without = Math.max(step.from(), (int) Math.ceil((all - over) / full));
        return figures.stream()
                .max(Comparator.comparingDouble(figure -> over(figure, newest)))
                .filter(_ -> over > 0 && without < step.to())
                .map(most -> new Share(
                        most.usage().pod(), step.at().minus(most.usage().measuredAt()), without));
    }

    /** How much of a figure its pod no longer had to do; no more than by which the newest is smaller, for a load may grow. */
    private static double over(Figure figure, Figure newest) {
        double given = figure.millicores() * (1 - newest.share() / figure.share());
        return Math.max(0, Math.min(given, figure.millicores() - newest.millicores()));
    }

    private boolean areTheHpas(List<Figure> figures, Duration at) {
        double percent = 100 * sum(figures, Figure::millicores) / sum(figures, Figure::requestMillicores);
        return decisions
                .figureAt(at)
                .map(MetricFigure::value)
                .filter(own -> Math.abs(own - percent) <= ROUNDING)
                .isPresent();
    }

    /** The last that was known of the pod, if its window began when it was ready: before, the HPA leaves it out. */
    private Optional<Figure> figure(PodLife pod, List<PodUsage> usages, Metric metric, Duration at) {
        return usages.stream()
                .filter(usage -> usage.at().compareTo(at) <= 0)
                .max(Comparator.comparing(PodUsage::measuredAt))
                .filter(usage -> usage.window().isPositive())
                .filter(usage -> pod.ready()
                        .filter(ready -> ready.compareTo(usage.begin()) <= 0)
                        .isPresent())
                .map(usage -> new Figure(
                        usage,
                        usage.cpuMillicores(metric.container()),
                        metric.container()
                                .map(pod.containerRequestMillicores()::get)
                                .orElse(pod.cpuRequestMillicores()),
                        share(usage)));
    }

    /** The part of the load that a pod had in a figure's window, if all that were ready then shared it evenly. */
    private double share(PodUsage usage) {
        TreeSet<Duration> times = new TreeSet<>(List.of(usage.begin(), usage.measuredAt()));
        run.pods().stream()
                .flatMap(pod -> Stream.of(pod.ready(), gone(pod)))
                .flatMap(Optional::stream)
                .filter(time -> time.compareTo(usage.begin()) > 0 && time.compareTo(usage.measuredAt()) < 0)
                .forEach(times::add);
        double sum = 0;
        Duration from = times.first();
        for (Duration to : times.tailSet(from, false)) {
            sum += (double) to.minus(from).toNanos() / podsAt(from);
            from = to;
        }
        return sum / usage.window().toNanos();
    }

    private long podsAt(Duration at) {
        return Math.max(1, run.pods().stream().filter(pod -> isThere(pod, at)).count());
    }

    private static boolean isThere(PodLife pod, Duration at) {
        return pod.ready().filter(ready -> ready.compareTo(at) <= 0).isPresent()
                && gone(pod).filter(gone -> gone.compareTo(at) <= 0).isEmpty();
    }

    private static Optional<Duration> gone(PodLife pod) {
        return pod.deleted().or(pod::terminated);
    }

    private static double sum(List<Figure> figures, ToDoubleFunction<Figure> part) {
        return figures.stream().mapToDouble(part).sum();
    }
}
