package io.scaleproof.service.metrics;

import io.micronaut.context.annotation.Factory;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Singleton;

/** The registry of this application's metrics, for whoever adds one; not the one that Prometheus keeps for a whole JVM. */
@Factory
class RegistryFactory {
    @Singleton
    PrometheusRegistry registry() {
        return new PrometheusRegistry();
    }
}
