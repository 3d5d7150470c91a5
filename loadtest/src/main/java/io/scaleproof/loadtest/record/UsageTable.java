package io.scaleproof.loadtest.record;

import io.scaleproof.loadtest.record.PodUsage.Amount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * What many pods used, as a report has it: round by round, and in columns. An hour of 500 pods has more than a hundred thousand
 * usages, and names and keys that are written with each make most of the file.
 *
 * @param pods names of all pods in it, each once
 * @param rounds what was read at a time of many pods, in order
 */
public record UsageTable(List<String> pods, List<Round> rounds) {
    /** In a millicore: the metrics API counts no finer. */
    private static final double NANOCORES = 1e6;

    /**
     * What was read of many pods at a time; the columns have a value a pod.
     *
     * @param at when it was read
     * @param pods places of the pods in the list of all names, from 0
     * @param measuredAt ends of the windows
     * @param window the times averaged over
     * @param cpuMillicores CPU used, a thousandth of a core
     * @param memoryBytes working sets; empty where none is known
     * @param containers the same by container's name; empty where each pod has one, which uses all of it
     */
    public record Round(
            Duration at,
            List<Integer> pods,
            List<Duration> measuredAt,
            List<Duration> window,
            List<Double> cpuMillicores,
            List<Long> memoryBytes,
            List<Map<String, Amount>> containers) {

        private PodUsage usage(int column, List<String> names) {
            return new PodUsage(
                    at,
                    measuredAt.get(column),
                    window.get(column),
                    names.get(pods.get(column)),
                    cpuMillicores.get(column),
                    memoryBytes.isEmpty() ? 0 : memoryBytes.get(column),
                    containers.isEmpty() ? Map.of() : containers.get(column));
        }
    }

    /** The table of usages, those of a round one after the other. */
    static UsageTable of(List<PodUsage> usages) {
        Map<String, Integer> places = new LinkedHashMap<>();
        usages.forEach(usage -> places.putIfAbsent(usage.pod(), places.size()));
        List<Round> rounds = new ArrayList<>();
        int from = 0;
        while (from < usages.size()) {
            Duration at = usages.get(from).at();
            int to = from;
            while (to < usages.size() && usages.get(to).at().equals(at)) {
                to++;
            }
            rounds.add(round(at, usages.subList(from, to), places));
            from = to;
        }
        return new UsageTable(List.copyOf(places.keySet()), rounds);
    }

    private static Round round(Duration at, List<PodUsage> usages, Map<String, Integer> places) {
        boolean memory = usages.stream().anyMatch(usage -> usage.memoryBytes() != 0);
        boolean containers =
                usages.stream().anyMatch(usage -> !usage.containers().isEmpty());
        return new Round(
                at,
                usages.stream().map(usage -> places.get(usage.pod())).toList(),
                usages.stream().map(PodUsage::measuredAt).toList(),
                usages.stream().map(PodUsage::window).toList(),
                usages.stream()
                        .map(usage -> Math.round(usage.cpuMillicores() * NANOCORES) / NANOCORES)
                        .toList(),
                memory ? usages.stream().map(PodUsage::memoryBytes).toList() : List.of(),
                containers ? usages.stream().map(PodUsage::containers).toList() : List.of());
    }

    List<PodUsage> usages() {
        List<PodUsage> usages = new ArrayList<>();
        for (Round round : rounds) {
            for (int column = 0; column < round.pods().size(); column++) {
                usages.add(round.usage(column, pods));
            }
        }
        return usages;
    }

    static final class Writer extends StdSerializer<List<PodUsage>> {
        Writer() {
            super(List.class);
        }

        @Override
        public void serialize(List<PodUsage> usages, JsonGenerator json, SerializationContext context) {
            context.writeValue(json, of(usages));
        }
    }

    /** Reads schema 2, too, which has an object a usage. */
    static final class Reader extends StdDeserializer<List<PodUsage>> {
        Reader() {
            super(List.class);
        }

        @Override
        public List<PodUsage> deserialize(JsonParser json, DeserializationContext context) {
            return json.currentToken() == JsonToken.START_ARRAY
                    ? context.readValue(
                            json, context.getTypeFactory().constructCollectionType(List.class, PodUsage.class))
                    : context.readValue(json, UsageTable.class).usages();
        }
    }
}
