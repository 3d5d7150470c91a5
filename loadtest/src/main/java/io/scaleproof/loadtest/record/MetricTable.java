package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Readings of the HPA's metrics as a report has them: answer by answer, and in columns, for the reason told at {@link UsageTable}.
 *
 * @param pods names of all pods in it, each once
 * @param rounds what of an answer was new, in order
 */
public record MetricTable(List<String> pods, List<Round> rounds) {

    /**
     * What of one answer was new; the columns have a value a pod, or one where it stands for all pods.
     *
     * @param at when it was read
     * @param source {@code Pods}, {@code Object} or {@code External}
     * @param metric the metric's name
     * @param pods places of the pods in the list of all names, from 0; empty for a value that stands for all of them
     * @param measuredAt the answer's timestamps; a single one where it is the same for all
     * @param window the times averaged over, zero where the API does not tell; a single one where it is the same for all
     * @param values in the metric's unit; null where the answer had it no more
     */
    public record Round(
            Duration at,
            String source,
            String metric,
            List<Integer> pods,
            List<Duration> measuredAt,
            List<Duration> window,
            List<Double> values) {

        private MetricReading reading(int column, List<Optional<String>> names) {
            Double value = values.get(column);
            return new MetricReading(
                    at,
                    measuredAt.get(Math.min(column, measuredAt.size() - 1)),
                    window.get(Math.min(column, window.size() - 1)),
                    source,
                    metric,
                    pods.isEmpty() ? Optional.empty() : names.get(pods.get(column)),
                    value == null ? OptionalDouble.empty() : OptionalDouble.of(value));
        }
    }

    /** The table of readings, those of an answer one after the other. */
    static MetricTable of(List<MetricReading> readings) {
        Map<String, Integer> places = new LinkedHashMap<>();
        readings.forEach(reading -> reading.pod().ifPresent(pod -> places.putIfAbsent(pod, places.size())));
        List<Round> rounds = new ArrayList<>();
        int from = 0;
        while (from < readings.size()) {
            int to = from + 1;
            while (to < readings.size() && isOfOneAnswer(readings.get(from), readings.get(to))) {
                to++;
            }
            rounds.add(round(readings.subList(from, to), places));
            from = to;
        }
        return new MetricTable(List.copyOf(places.keySet()), rounds);
    }

    private static boolean isOfOneAnswer(MetricReading one, MetricReading other) {
        return one.at().equals(other.at())
                && one.source().equals(other.source())
                && one.metric().equals(other.metric())
                && one.pod().isPresent()
                && other.pod().isPresent();
    }

    private static Round round(List<MetricReading> readings, Map<String, Integer> places) {
        MetricReading first = readings.getFirst();
        return new Round(
                first.at(),
                first.source(),
                first.metric(),
                readings.stream()
                        .flatMap(reading -> reading.pod().stream())
                        .map(places::get)
                        .toList(),
                once(readings.stream().map(MetricReading::measuredAt).toList()),
                once(readings.stream().map(MetricReading::window).toList()),
                readings.stream()
                        .map(reading ->
                                reading.value().isPresent() ? reading.value().getAsDouble() : null)
                        .toList());
    }

    private static List<Duration> once(List<Duration> times) {
        return times.stream().allMatch(times.getFirst()::equals) ? times.subList(0, 1) : times;
    }

    List<MetricReading> readings() {
        List<Optional<String>> names = pods.stream().map(Optional::of).toList();
        List<MetricReading> readings = new ArrayList<>();
        for (Round round : rounds) {
            for (int column = 0; column < round.values().size(); column++) {
                readings.add(round.reading(column, names));
            }
        }
        return readings;
    }

    static final class Writer extends StdSerializer<List<MetricReading>> {
        Writer() {
            super(List.class);
        }

        @Override
        public void serialize(List<MetricReading> readings, JsonGenerator json, SerializationContext context) {
            context.writeValue(json, of(readings));
        }
    }

    static final class Reader extends StdDeserializer<List<MetricReading>> {
        Reader() {
            super(List.class);
        }

        @Override
        public List<MetricReading> deserialize(JsonParser json, DeserializationContext context) {
            return context.readValue(json, MetricTable.class).readings();
        }
    }
}
