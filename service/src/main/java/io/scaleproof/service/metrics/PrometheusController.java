package io.scaleproof.service.metrics;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** Metrics for Prometheus. Answered on the event loop, so that it never queues behind load. */
@Controller("/prometheus")
class PrometheusController {
    private final Metrics metrics;

    PrometheusController(Metrics metrics) {
        this.metrics = metrics;
    }

    @Get(produces = "text/plain;version=0.0.4;charset=utf-8")
    String scrape() {
        var text = new Exposition();
        metrics.write(text);
        JvmMetrics.write(text);
        return text.toString();
    }
}
