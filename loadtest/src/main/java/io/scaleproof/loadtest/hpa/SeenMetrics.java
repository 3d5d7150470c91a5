package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.PodUsage;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the metrics API answered at any time of a run. */
final class SeenMetrics {
    /** Metrics are polled once a second, so that the HPA may have seen news so much earlier. */
    private static final Duration POLL = Duration.ofMillis(1_500);

    private final List<PodUsage> usages;
    private final TreeSet<Duration> news = new TreeSet<>();

    SeenMetrics(List<PodUsage> usages) {
        this.usages = usages.stream().sorted(Comparator.comparing(PodUsage::at)).toList();
        usages.forEach(usage -> news.add(usage.at()));
    }

    boolean isEmpty() {
        return usages.isEmpty();
    }

    /** The time that metrics average over, zero if none were seen. */
    Duration window() {
        return usages.isEmpty() ? Duration.ZERO : usages.getLast().window();
    }

    /** The times whose answers the HPA may have had at {@code sync}, the likeliest first. */
    List<Duration> candidates(Duration sync) {
        Stream<Duration> early = news.subSet(sync, false, sync.plus(POLL), true).descendingSet().stream();
        Stream<Duration> late = news.subSet(sync.minus(POLL), true, sync, true).descendingSet().stream()
                .map(at -> at.minusNanos(1));
        return Stream.concat(Stream.of(sync), Stream.concat(early, late)).toList();
    }

    /** Every pod's latest metric at {@code now}. */
    Map<String, Measurement> at(Duration now, String resource) {
        Map<String, Measurement> latest = new HashMap<>();
        for (PodUsage usage : usages) {
            if (usage.at().compareTo(now) > 0) {
                break;
            }
            latest.put(usage.pod(), new Measurement(milli(usage, resource), usage.measuredAt(), usage.window()));
        }
        return latest;
    }

    /** The controller rounds up to thousandths. */
    private static long milli(PodUsage usage, String resource) {
        return resource.equals("memory") ? usage.memoryBytes() * 1_000 : (long) Math.ceil(usage.cpuMillicores() - 1e-6);
    }
}
