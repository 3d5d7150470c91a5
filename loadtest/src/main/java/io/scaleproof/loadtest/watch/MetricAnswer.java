package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the custom or the external metrics API answered: a MetricValueList of v1beta1 or v1beta2, or an ExternalMetricValueList.
 *
 * @param values one a pod, or a single one for all of them; none where the API has nothing, which leaves an HPA blind
 */
record MetricAnswer(List<Value> values) {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    MetricAnswer {
        values = List.copyOf(values);
    }

    /**
     * One value.
     *
     * @param pod the pod that it is of; empty for one that stands for all
     * @param timestamp the answer's own, by the cluster's clock
     * @param window the time averaged over; zero where the API does not tell
     * @param milli in thousandths, each item rounded up, as the controller takes it
     */
    record Value(Optional<String> pod, Instant timestamp, Duration window, long milli) {}

    static MetricAnswer of(MetricQuery query, String json) {
        List<JsonNode> items = new ArrayList<>();
        MAPPER.readTree(json).path("items").forEach(items::add);
        return switch (query.source()) {
            case "Pods" -> perPod(items);
            // The controller takes no answer of several objects.
            case "Object" -> items.size() == 1 ? sum(items) : new MetricAnswer(List.of());
            default -> items.isEmpty() ? new MetricAnswer(List.of()) : sum(items);
        };
    }

    private static MetricAnswer perPod(List<JsonNode> items) {
        // Pods have few times between them: each is kept once.
        Map<String, Instant> times = new HashMap<>();
        return new MetricAnswer(items.stream()
                .map(item -> new Value(
                        Optional.of(item.path("describedObject")
                                .path("name")
                                .stringValue()
                                .intern()),
                        times.computeIfAbsent(item.path("timestamp").stringValue(), Instant::parse),
                        window(item),
                        milli(item)))
                .toList());
    }

    /** External metrics may be several series, which the controller adds up. */
    private static MetricAnswer sum(List<JsonNode> items) {
        JsonNode first = items.getFirst();
        return new MetricAnswer(List.of(new Value(
                Optional.empty(),
                Instant.parse(first.path("timestamp").stringValue()),
                window(first),
                items.stream().mapToLong(MetricAnswer::milli).sum())));
    }

    /** v1beta2 of custom metrics calls it differently. */
    private static Duration window(JsonNode item) {
        return Duration.ofSeconds(
                item.path("windowSeconds").longValue(item.path("window").longValue(0)));
    }

    private static long milli(JsonNode item) {
        return Quantity.parse(item.path("value").asString())
                .getNumericalAmount()
                .movePointRight(3)
                .setScale(0, RoundingMode.CEILING)
                .longValue();
    }
}
