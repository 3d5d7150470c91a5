package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.PodUsage.Amount;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the metrics API answered at any time of a run. */
final class SeenMetrics {
    /** In millicores: keeps what a double adds to a whole number from being rounded up. */
    private static final double HALF_A_NANOCORE = 5e-7;

    private final Map<String, NavigableMap<Duration, PodUsage>> byPod = new HashMap<>();
    private final PollTimes times = new PollTimes();
    private Optional<PodUsage> first = Optional.empty();
    private Optional<PodUsage> last = Optional.empty();

    /** Takes in what the API answered since. */
    void add(List<PodUsage> usages) {
        for (PodUsage usage : usages) {
            byPod.computeIfAbsent(usage.pod(), _ -> new TreeMap<>()).put(usage.at(), usage);
            times.add(usage.at());
        }
        first = first.or(() -> usages.stream().findFirst());
        last = Stream.concat(last.stream(), usages.stream()).max(Comparator.comparing(PodUsage::at));
    }

    /** Forgets what no sync from {@code now} on can ask for. */
    void forgetBefore(Duration now) {
        times.forgetBefore(now);
        byPod.values()
                .forEach(usages -> Optional.ofNullable(usages.lowerKey(PollTimes.earliest(now)))
                        .ifPresent(floor -> usages.headMap(floor, false).clear()));
    }

    /** The first that was taken in. */
    Optional<PodUsage> first() {
        return first;
    }

    boolean isEmpty() {
        return byPod.isEmpty();
    }

    /** The time that metrics average over, zero if none were seen. */
    Duration window() {
        return last.map(PodUsage::window).orElse(Duration.ZERO);
    }

    /** The times whose answers the HPA may have had at {@code sync}, the likeliest first. */
    List<Duration> candidates(Duration sync) {
        return times.candidates(sync);
    }

    /** Every pod's latest metric at {@code now}; pods without are left out. */
    Map<String, Measurement> at(Duration now, Metric metric) {
        Map<String, Measurement> measured = new HashMap<>();
        byPod.forEach((pod, usages) -> Optional.ofNullable(usages.floorEntry(now))
                .map(Map.Entry::getValue)
                .ifPresent(usage -> milli(usage, metric)
                        .ifPresent(milli ->
                                measured.put(pod, new Measurement(milli, usage.measuredAt(), usage.window())))));
        return measured;
    }

    /** In thousandths of the resource's unit, as the controller takes it; empty if its container is not among the pod's. */
    static OptionalLong milli(PodUsage usage, Metric metric) {
        if (usage.containers().isEmpty()) {
            return OptionalLong.of(milli(new Amount(usage.cpuMillicores(), usage.memoryBytes()), metric.name()));
        }
        List<Amount> amounts = usage.containers().entrySet().stream()
                .filter(container ->
                        metric.container().isEmpty() || metric.container().get().equals(container.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return amounts.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(amounts.stream()
                        .mapToLong(amount -> milli(amount, metric.name()))
                        .sum());
    }

    /** Rounded up, each container by itself. */
    private static long milli(Amount amount, String resource) {
        return resource.equals("memory")
                ? amount.memoryBytes() * 1_000
                : (long) Math.ceil(amount.cpuMillicores() - HALF_A_NANOCORE);
    }
}
