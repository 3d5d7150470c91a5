import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was measured: any number of values of each kind, of which the median counts. */
final class Figures {
    enum Kind {
        START("start -> first 200, ms"),
        START_CPU("CPU of that, ms (the container's own taken off)"),
        GREETINGS("requests/s on /, 8 connections, warm"),
        LOADS("requests/s on /load?millis=25, 8 connections"),
        MEMORY("memory after that load, MiB"),
        IMAGE("image, MB");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private final Map<Kind, List<Double>> values = new EnumMap<>(Kind.class);

    void add(Kind kind, double value) {
        values.computeIfAbsent(kind, k -> new ArrayList<>()).add(value);
    }

    double median(Kind kind) {
        return median(values.getOrDefault(kind, List.of()));
    }

    static double median(List<Double> values) {
        return values.isEmpty() ? Double.NaN : values.stream().sorted().toList().get(values.size() / 2);
    }
}
