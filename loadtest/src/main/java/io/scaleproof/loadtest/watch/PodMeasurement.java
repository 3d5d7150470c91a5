package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.Quantity;
import io.scaleproof.loadtest.record.PodUsage.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the metrics API said of one pod.
 *
 * <p>Read from the API's JSON and not through the client's model, whose durations lose fractions: it takes {@code
 * 15.421s} for 421 s, and windows are never whole.
 *
 * @param timestamp the end of the window, by the cluster's clock
 * @param window the time it averages over
 * @param containers what each container used, by its name
 */
public record PodMeasurement(String pod, Instant timestamp, Duration window, Map<String, Amount> containers) {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Pattern GO_DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|m|s)");
    private static final Map<String, Double> SECONDS = Map.of("h", 3_600.0, "m", 60.0, "s", 1.0, "ms", 0.001);

    /** Reads a PodMetricsList. A pod with a container of which CPU or memory is missing is left out, as the HPA does. */
    public static List<PodMeasurement> list(String json) {
        List<PodMeasurement> pods = new ArrayList<>();
        for (JsonNode item : MAPPER.readTree(json).path("items")) {
            Map<String, Amount> containers = new LinkedHashMap<>();
            for (JsonNode container : item.path("containers")) {
                JsonNode usage = container.path("usage");
                if (usage.has("cpu") && usage.has("memory")) {
                    containers.put(
                            kept(container.path("name")),
                            new Amount(number(usage, "cpu") * 1_000, Math.round(number(usage, "memory"))));
                }
            }
            if (!containers.isEmpty()
                    && containers.size() == item.path("containers").size()) {
                pods.add(new PodMeasurement(
                        kept(item.path("metadata").path("name")),
                        Instant.parse(item.path("timestamp").stringValue()),
                        duration(item.path("window").stringValue()),
                        containers.size() == 1 ? Map.copyOf(containers) : containers));
            }
        }
        return pods;
    }

    /** A hundred thousand measurements in an hour of 500 pods name the same pods again and again. */
    private static String kept(JsonNode name) {
        return name.stringValue().intern();
    }

    double cpuMillicores() {
        return containers.values().stream().mapToDouble(Amount::cpuMillicores).sum();
    }

    long memoryBytes() {
        return containers.values().stream().mapToLong(Amount::memoryBytes).sum();
    }

    /** A duration as Go writes it, for instance {@code 1m2.5s}. */
    static Duration duration(String text) {
        Matcher part = GO_DURATION.matcher(text);
        double seconds = 0;
        while (part.find()) {
            seconds += Double.parseDouble(part.group(1)) * SECONDS.get(part.group(2));
        }
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static double number(JsonNode usage, String resource) {
        return Quantity.parse(usage.path(resource).stringValue())
                .getNumericalAmount()
                .doubleValue();
    }
}
