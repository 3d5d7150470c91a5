package io.scaleproof.service.metrics;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Metrics for Prometheus. Answered on the event loop, so that it never queues behind load. */
@Controller("/prometheus")
class PrometheusController {
    private final PrometheusRegistry registry;
    private final Metrics metrics;
    private final Routes routes;
    private boolean scraped;

    PrometheusController(PrometheusRegistry registry, Metrics metrics, Routes routes) {
        this.registry = registry;
        this.metrics = metrics;
        this.routes = routes;
    }

    @Get(produces = "text/plain;version=0.0.4;charset=utf-8")
    byte[] scrape() throws IOException {
        registerWithTheFirst();
        var text = new ByteArrayOutputStream(16_384);
        PrometheusTextFormatWriter.create().write(text, registry.scrape());
        return text.toByteArray();
    }

    /** What nobody has to count costs the start nothing. */
    private synchronized void registerWithTheFirst() {
        if (!scraped) {
            metrics.beginAtZero(routes.all());
            JvmMetrics.register(registry);
            ProcessMetrics.register(registry);
            BuildInfo.register(registry);
            // At last: what fails, fails at every scrape.
            scraped = true;
        }
    }
}
