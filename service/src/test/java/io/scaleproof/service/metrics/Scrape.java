package io.scaleproof.service.metrics;

import io.micronaut.http.client.HttpClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.hawkular.agent.prometheus.text.TextPrometheusMetricsProcessor;
import org.hawkular.agent.prometheus.types.Counter;
import org.hawkular.agent.prometheus.types.Gauge;
import org.hawkular.agent.prometheus.types.Histogram;
import org.hawkular.agent.prometheus.types.Metric;
import org.hawkular.agent.prometheus.types.MetricFamily;
import org.hawkular.agent.prometheus.types.Summary;
import org.hawkular.agent.prometheus.walkers.CollectorPrometheusMetricsWalker;

/** What a service exposed, as a parser for Prometheus' text format that is not of this project reads it. */
record Scrape(List<MetricFamily> families) {
    static Scrape of(HttpClient service) {
        return of(service.toBlocking().retrieve("/prometheus"));
    }

    private static Scrape of(String text) {
        var collector = new CollectorPrometheusMetricsWalker();
        new TextPrometheusMetricsProcessor(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), collector)
                .walk();
        return new Scrape(collector.getAllMetricFamilies());
    }

    /** The value of the one series of {@code name} with these labels; of a histogram or a summary the count. */
    double value(String name, Map<String, String> labels) {
        return families.stream()
                .filter(family -> family.getName().equals(name))
                .flatMap(family -> family.getMetrics().stream())
                .filter(metric -> metric.getLabels().equals(labels))
                .mapToDouble(Scrape::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + labels));
    }

    double value(String name) {
        return value(name, Map.of());
    }

    private static double value(Metric metric) {
        return switch (metric) {
            case Counter counter -> counter.getValue();
            case Gauge gauge -> gauge.getValue();
            case Histogram histogram -> histogram.getSampleCount();
            case Summary summary -> summary.getSampleCount();
            default -> throw new AssertionError(metric.getClass());
        };
    }
}
