package io.scaleproof.loadtest.need;

import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the times in which the CPU used for the load is known: every pod that served was measured, and no pod started or
 * stopped, whose CPU would be taken for the load's.
 */
final class Windows {
    /** What belongs to one round of measuring is read within this time. */
    private static final Duration ROUND = Duration.ofMillis(700);
    /** The metrics API cuts its stamps to whole seconds. */
    private static final Duration STAMP = Duration.ofSeconds(1);
    /** A kernel's counter is exact; what it is read at is not quite. */
    private static final double COUNTER_PART = 0.01;

    private static final double METRICS_PART = 0.015;

    private static final Duration STATUS_WINDOW = Duration.ofSeconds(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** A figure that changes this often is measured every 15 s. */
    private static final Duration OFTEN = Duration.ofSeconds(40);
    /** It is a whole percent. */
    private static final double STATUS_PART = 0.06;
    /** What a pod does after its start, such as compiling, is over by then. */
    static final Duration YOUTH = Duration.ofSeconds(60);

    private final Evidence evidence;

    Windows(Evidence evidence) {
        this.evidence = evidence;
    }

    List<CpuWindow> of(Source source) {
        return switch (source) {
            case COUNTERS ->
                evidence.countersCountAll() ? measured(evidence.counters(), Duration.ZERO, COUNTER_PART) : List.of();
            case METRICS_API -> measured(evidence.usages(), STAMP, METRICS_PART);
            case HPA_STATUS -> reported();
        };
    }

    private List<CpuWindow> measured(List<PodUsage> usages, Duration stamp, double part) {
        List<CpuWindow> windows = new ArrayList<>();
        for (List<PodUsage> round : rounds(usages)) {
            Duration from = mean(round.stream().map(PodUsage::begin).toList());
            Duration to = mean(round.stream().map(PodUsage::measuredAt).toList());
            Set<String> measured = round.stream().map(PodUsage::pod).collect(Collectors.toSet());
            if (to.compareTo(from) > 0 && isSettled(from, to, measured)) {
                double cpu = evidence.cpuMillis(round);
                Duration spread = spread(round);
                // Pods whose windows lie apart are brought to the mean window, at their own rate.
                double length = to.minus(from).toNanos() / 1e9;
                double scale = length * round.size() / Evidence.podSeconds(round);
                windows.add(new CpuWindow(
                        from, to, cpu * scale, round.size(), isYoung(from), spread, spread.plus(stamp), part));
            }
        }
        return windows;
    }

    /** By polls: what is new in one poll was measured together. */
    static List<List<PodUsage>> rounds(List<PodUsage> usages) {
        List<List<PodUsage>> rounds = new ArrayList<>();
        Duration begun = Duration.ofDays(-1);
        for (PodUsage usage :
                usages.stream().sorted(Comparator.comparing(PodUsage::at)).toList()) {
            if (usage.at().minus(begun).compareTo(ROUND) > 0) {
                rounds.add(new ArrayList<>());
                begun = usage.at();
            }
            rounds.getLast().add(usage);
        }
        return rounds;
    }

    private static Duration mean(Collection<Duration> times) {
        return times.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(times.size());
    }

    /** Half of what the ends of the windows lie apart. */
    private static Duration spread(List<PodUsage> round) {
        Duration first = round.stream()
                .map(PodUsage::measuredAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Duration last = round.stream()
                .map(PodUsage::measuredAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return last.minus(first).dividedBy(2);
    }

    private boolean isSettled(Duration from, Duration to, Set<String> measured) {
        for (PodLife pod : evidence.pods()) {
            boolean began = pod.started().filter(at -> at.compareTo(to) < 0).isPresent();
            boolean over =
                    pod.terminated().filter(at -> at.compareTo(from) <= 0).isPresent();
            if (began && !over) {
                boolean ready =
                        pod.ready().filter(at -> at.compareTo(from) <= 0).isPresent();
                boolean leaving =
                        pod.deleted().filter(at -> at.compareTo(to) < 0).isPresent();
                if (!ready || leaving || !measured.contains(pod.name())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether a pod had become ready shortly before. */
    private boolean isYoung(Duration at) {
        return evidence.pods().stream()
                .anyMatch(pod -> pod.ready()
                        .filter(ready ->
                                ready.compareTo(at) <= 0 && ready.plus(YOUTH).compareTo(at) > 0)
                        .isPresent());
    }

    /** By the HPA's own figure, where load and pods have been the same for as long as it may be old. */
    private List<CpuWindow> reported() {
        List<CpuWindow> windows = new ArrayList<>();
        double request = evidence.requestMillicores();
        Set<String> all = evidence.pods().stream().map(PodLife::name).collect(Collectors.toSet());
        Duration window = reportedWindow(all);
        // Metrics are at most two windows old when the HPA looks, and what it writes is seen a sync later at most.
        Duration age = window.multipliedBy(2).plus(STATUS_WINDOW);
        for (HpaSample status : evidence.statuses()) {
            Duration to = status.at();
            Duration from = to.minus(age);
            if (request > 0 && status.cpuUtilizationPercent().isPresent() && isSettled(from, to, all)) {
                // Its mean is over the pods that it counts. Of its replicas some may be new, and still without a
                // figure.
                int counted = servingAt(from);
                double millicores = status.cpuUtilizationPercent().get() / 100.0 * request * counted;
                windows.add(new CpuWindow(
                        from.plus(window),
                        from.plus(window.multipliedBy(2)),
                        millicores * window.toSeconds(),
                        counted,
                        isYoung(from),
                        window,
                        STATUS_WINDOW,
                        STATUS_PART));
            }
        }
        return windows;
    }

    private int servingAt(Duration at) {
        return (int) evidence.pods().stream()
                .filter(pod ->
                        pod.ready().filter(ready -> ready.compareTo(at) <= 0).isPresent())
                .filter(pod ->
                        pod.terminated().filter(end -> end.compareTo(at) <= 0).isEmpty())
                .count();
    }

    /** metrics-server's usual 15 s where the figure changed that often without a change of pods; else minikube's minute. */
    private Duration reportedWindow(Set<String> all) {
        List<HpaSample> changes = new ArrayList<>();
        for (HpaSample status : evidence.statuses()) {
            if (status.cpuUtilizationPercent().isPresent()
                    && (changes.isEmpty()
                            || !changes.getLast().utilizationPercent().equals(status.cpuUtilizationPercent()))) {
                changes.add(status);
            }
        }
        for (int i = 1; i < changes.size(); i++) {
            Duration before = changes.get(i - 1).at();
            Duration now = changes.get(i).at();
            if (i > 1 && now.minus(before).compareTo(OFTEN) < 0 && isSettled(before, now, all)) {
                return STATUS_WINDOW;
            }
        }
        return MINUTE;
    }
}
