package io.scaleproof.loadtest.need;

import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many pods a load needed that somebody else sent: by the CPU that it took, window by window of the metrics.
 *
 * <p>A window's mean says nothing of when in it the load changed. A load that goes one way is, at any time of a window,
 * between the means of the window before and of the one after; so far reaches what is said of it. CPU of a pod that was not
 * ready yet when the window began is its start's, not the load's, and is left out. What pods use at rest is not known: it is
 * something between nothing and the least that they were seen to use, which is
 * taken for no more than half of the target: beyond that, CPU would be a poor measure of load.
 */
final class WatchedNeed {
    /** From so much of its limit on a pod may have been asked for any load. */
    private static final double SATURATED = 0.9;

    private static final double MOST_REST = 0.5;
    /** Connections are not shared evenly. */
    private static final double UNEVEN = 1.5;
    /** The metrics' own error, as a fraction. */
    private static final double ERROR = 0.03;

    private final Evidence evidence;
    private final FullPod pod;
    private final int minimum;
    private final int maximum;

    private WatchedNeed(Evidence evidence, FullPod pod, HpaSettings settings) {
        this.evidence = evidence;
        this.pod = pod.atRest(Math.min(pod.idleMillicores(), pod.fullMillicores() * MOST_REST));
        this.minimum = settings.minReplicas();
        this.maximum = settings.maxReplicas();
    }

    static Need of(Evidence evidence, FullPod pod, HpaSettings settings) {
        return new WatchedNeed(evidence, pod, settings).read();
    }

    /** One window of the metrics, with the load's worth in it. */
    private record Window(Duration from, Duration to, Range worth) {
        Duration length() {
            return to.minus(from);
        }
    }

    private Need read() {
        List<Window> windows = windows();
        if (windows.isEmpty()) {
            return new Need.Unknown(
                    "the metrics API measured no pod that was ready for a whole window",
                    "watch for longer than two windows of metrics (--for 10m), and let the account list pods.metrics.k8s.io");
        }
        List<Moment> moments =
                new ArrayList<>(List.of(moment(Need.BEFORE, windows.getFirst().worth())));
        for (int i = 0; i < windows.size(); i++) {
            Window now = windows.get(i);
            Range before = windows.get(Math.max(0, i - 1)).worth();
            Range after = windows.get(Math.min(windows.size() - 1, i + 1)).worth();
            moments.add(moment(now.from(), between(before, now.worth(), after)));
            if (i + 1 < windows.size()
                    && windows.get(i + 1).from().minus(now.to()).compareTo(now.length()) >= 0) {
                moments.add(moment(now.to(), unseen(now.worth(), after)));
            }
        }
        return new Need.Known(
                pod.atRest(0), minimum, moments, "measured by the CPU that it took, as the metrics API saw it");
    }

    private static Range between(Range before, Range now, Range after) {
        return new Range(
                Math.min(now.low(), Math.min(before.low(), after.low())),
                now.mid(),
                Math.max(now.high(), Math.max(before.high(), after.high())));
    }

    /** In a time of which no window was seen, the load may have been any, and the HPA may have known of it. */
    private Range unseen(Range before, Range after) {
        Range known = before.or(after);
        return new Range(known.low(), known.mid(), Math.max(known.high(), maximum));
    }

    private List<Window> windows() {
        Map<String, PodLife> lives =
                evidence.pods().stream().collect(Collectors.toMap(PodLife::name, life -> life, (one, other) -> other));
        return Windows.rounds(evidence.usages()).stream()
                .map(round -> round.stream()
                        .filter(usage -> wasReady(lives.get(usage.pod()), usage))
                        .toList())
                .filter(round -> !round.isEmpty() && isWhole(round))
                .map(round -> window(round, lives))
                .sorted(Comparator.comparing(Window::from))
                .toList();
    }

    private static boolean wasReady(PodLife life, PodUsage usage) {
        Duration from = usage.begin();
        return life != null
                && life.ready().filter(ready -> ready.compareTo(from) <= 0).isPresent();
    }

    /** Whether every pod that served all the time was measured. */
    private boolean isWhole(List<PodUsage> round) {
        Set<String> measured = round.stream().map(PodUsage::pod).collect(Collectors.toSet());
        Duration from = begin(round);
        Duration to = round.stream()
                .map(PodUsage::measuredAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return evidence.pods().stream()
                .filter(life ->
                        life.ready().filter(ready -> ready.compareTo(from) <= 0).isPresent())
                .filter(life -> life.deleted()
                        .or(life::terminated)
                        .filter(end -> end.compareTo(to) <= 0)
                        .isEmpty())
                .allMatch(life -> measured.contains(life.name()));
    }

    private static Duration begin(List<PodUsage> round) {
        return round.stream()
                .map(PodUsage::begin)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Duration end(List<PodUsage> round) {
        return round.stream()
                .map(PodUsage::measuredAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Window window(List<PodUsage> round, Map<String, PodLife> lives) {
        boolean saturated = round.stream().anyMatch(usage -> isSaturated(usage, lives.get(usage.pod())));
        Range likely = worth(served(round, lives, 1), round.size());
        double most = worth(served(round, lives, UNEVEN), round.size()).high();
        return new Window(
                begin(round),
                end(round),
                new Range(likely.low(), likely.mid(), saturated ? Math.max(most, maximum) : most));
    }

    /**
     * CPU that the load took. Of a pod that has not been ready for long no more counts than what {@code uneven} times an older
     * one used, since it gets no larger share: the rest is its start's.
     */
    private double served(List<PodUsage> round, Map<String, PodLife> lives, double uneven) {
        double most = uneven
                * round.stream()
                        .filter(usage -> !isYoung(lives.get(usage.pod()), usage))
                        .mapToDouble(evidence::cpuMillicores)
                        .average()
                        .orElse(Double.MAX_VALUE);
        return round.stream()
                .mapToDouble(usage -> isYoung(lives.get(usage.pod()), usage)
                        ? Math.min(most, evidence.cpuMillicores(usage))
                        : evidence.cpuMillicores(usage))
                .sum();
    }

    private static boolean isYoung(PodLife life, PodUsage usage) {
        return life.ready()
                .filter(ready -> ready.plus(Windows.YOUTH).compareTo(usage.measuredAt()) > 0)
                .isPresent();
    }

    private Range worth(double used, int pods) {
        double asSeen = used / pod.fullMillicores();
        double lessRest = pod.worth(Math.max(0, used - pods * pod.idleMillicores()));
        double low = Math.min(asSeen, lessRest) * (1 - ERROR);
        double high = Math.max(asSeen, lessRest) * (1 + ERROR);
        return new Range(low, (low + high) / 2, high);
    }

    private static boolean isSaturated(PodUsage usage, PodLife life) {
        return life.cpuLimitMillicores() > 0 && usage.cpuMillicores() >= SATURATED * life.cpuLimitMillicores();
    }

    private Moment moment(Duration at, Range worth) {
        return Moments.of(at, worth, 0, pod.atRest(0), minimum);
    }
}
