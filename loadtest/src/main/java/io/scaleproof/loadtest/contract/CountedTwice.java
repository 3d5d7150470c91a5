package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Load that the HPA counted twice. A kubelet measures each pod at a time of its own, every ten to thirty seconds (cAdvisor's
 * housekeeping interval and its jitter), and the HPA adds up each pod's last figure: beside the figure of a pod from when it had the
 * load almost alone there may be those of pods that have had a part of it since.
 */
final class CountedTwice {
    private final RunRecord run;

    CountedTwice(RunRecord run) {
        this.run = run;
    }

    /**
     * What a decision counted twice.
     *
     * @param pod whose figure had more of the load in it than it had left than any other's
     * @param age of that figure
     * @param rest how much of all the figures was the load, once, from 0 to 1
     */
    record Share(String pod, Duration age, double rest) {
        /** How many pods the HPA would have asked for without it, where it asked for {@code wanted}. */
        int wouldHaveWanted(int wanted) {
            return (int) Math.ceil(wanted * rest);
        }
    }

    /** The last figure of a pod, and how much of it the pod no longer had to do at the time of the newest. */
    private record Figure(PodUsage usage, double over) {}

    /** Of the decision at {@code at}; empty where each pod's figure tells of as large a share of the load as it had then. */
    Optional<Share> at(Duration at) {
        if (!run.autoscaler().map(HpaSettings::looksAtCpuAlone).orElse(false)) {
            return Optional.empty();
        }
        List<PodUsage> counted = run.pods().stream()
                .flatMap(pod -> countedFigure(pod, at).stream())
                .toList();
        if (counted.isEmpty()) {
            return Optional.empty();
        }
        double now = share(
                counted.stream().max(Comparator.comparing(PodUsage::measuredAt)).orElseThrow());
        List<Figure> figures = counted.stream()
                .map(usage -> new Figure(usage, usage.cpuMillicores() * Math.max(0, 1 - now / share(usage))))
                .toList();
        double over = sum(figures, Figure::over);
        Figure most =
                figures.stream().max(Comparator.comparingDouble(Figure::over)).orElseThrow();
        return over <= 0
                ? Optional.empty()
                : Optional.of(new Share(
                        most.usage().pod(),
                        at.minus(most.usage().measuredAt()),
                        1 - over / sum(figures, figure -> figure.usage().cpuMillicores())));
    }

    /** The last that was known of the pod, if its window began when it was ready: before, the HPA leaves it out. */
    private Optional<PodUsage> countedFigure(PodLife pod, Duration at) {
        return run.usages().stream()
                .filter(usage -> usage.pod().equals(pod.name()) && usage.at().compareTo(at) <= 0)
                .max(Comparator.comparing(PodUsage::measuredAt))
                .filter(_ -> isThere(pod, at))
                .filter(usage -> pod.ready()
                        .filter(ready -> ready.compareTo(begin(usage)) <= 0)
                        .isPresent());
    }

    /** The part of the load that a pod had in a figure's window, if all that were ready then shared it evenly. */
    private double share(PodUsage usage) {
        TreeSet<Duration> times = new TreeSet<>(List.of(begin(usage), usage.measuredAt()));
        run.pods().stream()
                .flatMap(pod -> List.of(pod.ready(), pod.deleted()).stream())
                .flatMap(Optional::stream)
                .filter(time -> time.compareTo(begin(usage)) > 0 && time.compareTo(usage.measuredAt()) < 0)
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
                && pod.deleted().filter(deleted -> deleted.compareTo(at) <= 0).isEmpty();
    }

    private static Duration begin(PodUsage usage) {
        return usage.measuredAt().minus(usage.window());
    }

    private static double sum(List<Figure> figures, ToDoubleFunction<Figure> part) {
        return figures.stream().mapToDouble(part).sum();
    }
}
