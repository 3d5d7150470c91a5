package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.MetricReading;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What the custom and external metrics APIs answered at any time of a run. */
final class SeenReadings {
    /** An answer is kept every 5 s at least, as long as there is one: after twice that the poll has missed some. */
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(10);

    private final Map<Name, Line> lines = new HashMap<>();

    private record Name(String source, String metric) {}

    /** The readings of one metric, by pod; of one value for all pods by none. */
    private record Line(PollTimes times, Map<Optional<String>, NavigableMap<Duration, MetricReading>> byPod) {}

    /** Takes in what the APIs answered since. */
    void add(List<MetricReading> readings) {
        for (MetricReading reading : readings) {
            Line line = lines.computeIfAbsent(
                    new Name(reading.source(), reading.metric()), _ -> new Line(new PollTimes(), new HashMap<>()));
            line.times().add(reading.at());
            line.byPod().computeIfAbsent(reading.pod(), _ -> new TreeMap<>()).put(reading.at(), reading);
        }
    }

    /** Forgets what no sync from {@code now} on can ask for. */
    void forgetBefore(Duration now) {
        for (Line line : lines.values()) {
            line.times().forgetBefore(now);
            line.byPod()
                    .values()
                    .forEach(readings -> Optional.ofNullable(readings.lowerKey(PollTimes.earliest(now)))
                            .ifPresent(floor -> readings.headMap(floor, false).clear()));
        }
    }

    /** The times whose answers the HPA may have had at {@code sync}, the likeliest first; none where nothing was heard of it then. */
    List<Duration> candidates(Metric metric, Duration sync) {
        return line(metric)
                .filter(line -> line.times().isHeard(HEARD_WITHIN, sync))
                .map(line -> line.times().candidates(sync))
                .orElse(List.of());
    }

    /**
     * The answer at {@code now}; empty where it had nothing. Pods without a value are left out, but for those that were still there at
     * the sync: a decision's own scale-down is not what led to it.
     */
    Optional<Reading> at(Duration now, Metric metric, Duration sync) {
        List<MetricReading> there = there(now, metric, sync);
        if (there.isEmpty()) {
            return Optional.empty();
        }
        if (!metric.source().equals("Pods")) {
            return Optional.of(new Reading.Whole(milli(there.getFirst())));
        }
        Map<String, Measurement> measured = new HashMap<>();
        there.forEach(reading -> measured.put(
                reading.pod().orElseThrow(), new Measurement(milli(reading), reading.measuredAt(), reading.window())));
        return Optional.of(new Reading.PerPod(measured));
    }

    /** The newest measurement in the answer at {@code now}; empty where it had nothing. */
    Optional<Measurement> newest(Duration now, Metric metric, Duration sync) {
        return there(now, metric, sync).stream()
                .max(Comparator.comparing(MetricReading::measuredAt))
                .map(reading -> new Measurement(milli(reading), reading.measuredAt(), reading.window()));
    }

    private List<MetricReading> there(Duration now, Metric metric, Duration sync) {
        return line(metric).map(Line::byPod).map(Map::values).stream()
                .flatMap(Collection::stream)
                .flatMap(readings -> last(readings, now, sync).stream())
                .filter(reading -> reading.value().isPresent())
                .toList();
    }

    private static Optional<MetricReading> last(
            NavigableMap<Duration, MetricReading> readings, Duration now, Duration sync) {
        Optional<MetricReading> last =
                Optional.ofNullable(readings.floorEntry(now)).map(Map.Entry::getValue);
        boolean wentSince = last.filter(
                        reading -> reading.value().isEmpty() && reading.at().compareTo(sync) > 0)
                .isPresent();
        return wentSince ? Optional.ofNullable(readings.floorEntry(sync)).map(Map.Entry::getValue) : last;
    }

    private Optional<Line> line(Metric metric) {
        return Optional.ofNullable(lines.get(new Name(metric.source(), metric.name())));
    }

    private static long milli(MetricReading reading) {
        return Math.round(reading.value().orElseThrow() * 1_000);
    }
}
