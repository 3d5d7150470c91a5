package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 */
record PodMeasurement(String pod, Instant timestamp, Duration window, double cpuMillicores, long memoryBytes) {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Pattern GO_DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|m|s)");
    private static final Map<String, Double> SECONDS = Map.of("h", 3_600.0, "m", 60.0, "s", 1.0, "ms", 0.001);

    /** Reads a PodMetricsList. */
    static List<PodMeasurement> list(String json) {
        List<PodMeasurement> pods = new ArrayList<>();
        for (JsonNode item : MAPPER.readTree(json).path("items")) {
            pods.add(new PodMeasurement(
                    item.path("metadata").path("name").stringValue(),
                    Instant.parse(item.path("timestamp").stringValue()),
                    duration(item.path("window").stringValue()),
                    sum(item, "cpu") * 1_000,
                    Math.round(sum(item, "memory"))));
        }
        return pods;
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

    private static double sum(JsonNode pod, String resource) {
        double sum = 0;
        for (JsonNode container : pod.path("containers")) {
            String amount = container.path("usage").path(resource).stringValue("0");
            sum += Quantity.parse(amount).getNumericalAmount().doubleValue();
        }
        return sum;
    }
}
