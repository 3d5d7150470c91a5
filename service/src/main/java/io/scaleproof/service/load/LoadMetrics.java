package io.scaleproof.service.load;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** What load takes, and what waits. */
@Singleton
class LoadMetrics {
    private static final double[] SECONDS = {.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10};

    private final PrometheusRegistry registry;
    private final LongAdder burnedNanos = new LongAdder();
    private final Histogram wait;

    LoadMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        CounterWithCallback.builder()
                .name("scaleproof_burned_cpu_seconds_total")
                .help("CPU used for load, without that of serving.")
                .callback(counter -> counter.call(burnedNanos.sum() / 1e9))
                .register(registry);
        wait = Histogram.builder()
                .name("scaleproof_burn_wait_seconds")
                .help("Time that a burn waited for a burner.")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .withoutExemplars()
                .register(registry);
    }

    /** CPU time used for what was asked for, not for serving it. */
    void burned(long nanos) {
        burnedNanos.add(nanos);
    }

    long burnedNanos() {
        return burnedNanos.sum();
    }

    /** A burn has begun, {@code wait} after it was accepted. */
    void begun(Duration wait) {
        this.wait.observe(wait.toNanos() / 1e9);
    }

    /** A metric whose {@code value} is asked for at every scrape. */
    void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call(value.getAsDouble()))
                .register(registry);
    }
}
