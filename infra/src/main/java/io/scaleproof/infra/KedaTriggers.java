package io.scaleproof.infra;

import io.scaleproof.infra.config.Autoscaling;
import io.scaleproof.infra.config.Quantity;
import io.scaleproof.infra.monitoring.Monitoring;
import io.scaleproof.infra.monitoring.RequestMetric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a ScaledObject looks at; of several, what needs the most pods counts, as with an HPA. */
final class KedaTriggers {
    private final List<Map<String, Object>> all = new ArrayList<>();
    private final Map<RequestMetric, String> externalNames = new EnumMap<>(RequestMetric.class);
    private final Monitoring monitoring;

    private KedaTriggers(Monitoring monitoring) {
        this.monitoring = monitoring;
    }

    static KedaTriggers of(Autoscaling autoscaling, Monitoring monitoring) {
        var triggers = new KedaTriggers(monitoring);
        var requests = autoscaling.requests();
        triggers.resource("cpu", autoscaling.targetCpu());
        triggers.resource("memory", autoscaling.targetMemory());
        triggers.requests(RequestMetric.REQUESTS_IN_FLIGHT, "AverageValue", requests.inFlight());
        triggers.requests(RequestMetric.REQUEST_RATE, "AverageValue", requests.rate());
        // Of the service as a whole: twice the pods do not halve it.
        triggers.requests(
                RequestMetric.LATENCY, "Value", requests.latencyMillis().map(Quantity::new));
        return triggers;
    }

    /** As the ScaledObject has them. */
    List<Map<String, Object>> all() {
        return all;
    }

    /** By metric, what the external metrics API calls it: by its trigger's place. */
    Map<RequestMetric, String> externalNames() {
        return externalNames;
    }

    private void resource(String resource, Optional<Integer> percent) {
        percent.ifPresent(target -> all.add(Map.of(
                "type", resource, "metricType", "Utilization", "metadata", Map.of("value", Integer.toString(target)))));
    }

    private void requests(RequestMetric metric, String metricType, Optional<Quantity> threshold) {
        threshold.ifPresent(target -> {
            externalNames.put(metric, "s%d-prometheus".formatted(all.size()));
            var asked = monitoring.kedaQuery(metric);
            all.add(Map.of(
                    "type",
                    "prometheus",
                    "name",
                    metric.metric(),
                    "metricType",
                    metricType,
                    "metadata",
                    Map.of(
                            "serverAddress", asked.serverAddress(),
                            "query", asked.query(),
                            "threshold", target.decimal(),
                            // No answer is no figure, and the pods stay; as 0 it would send them home.
                            "ignoreNullValues", "false")));
        });
    }
}
