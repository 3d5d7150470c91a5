package io.scaleproof.service.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * What the server counts: requests, refusals and connections. Every series that is known beforehand is there from the
 * first scrape on, with 0: {@code rate()} sees no increment that a series begins with.
 */
@Singleton
public class Metrics {
    /** Those that a client makes up are counted together. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT");

    private static final double[] SECONDS = {.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10};

    private final PrometheusRegistry registry;
    private final Histogram requests;
    private final Gauge inFlightByRoute;
    private final Counter abandoned;
    private final Counter refused;
    private final Counter evicted;
    /** With probes and scrapes, which the stop waits for, too. */
    private final LongAdder inFlight = new LongAdder();

    private final LongAdder connections = new LongAdder();

    public Metrics(PrometheusRegistry registry) {
        this.registry = registry;
        requests = Histogram.builder()
                .name("http_server_requests_seconds")
                .help("Time from a request's arrival to its answer.")
                .labelNames("method", "status", "uri")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .withoutExemplars()
                .register(registry);
        inFlightByRoute = Gauge.builder()
                .name("scaleproof_http_requests_in_flight")
                .help("Requests not answered yet, without probes and scrapes.")
                .labelNames("uri")
                .register(registry);
        abandoned = Counter.builder()
                .name("scaleproof_http_requests_abandoned_total")
                .help("Requests whose client went away before the answer.")
                .labelNames("uri")
                .register(registry);
        refused = Counter.builder()
                .name("scaleproof_http_requests_refused_total")
                .help("Requests refused.")
                .labelNames("reason")
                .register(registry);
        evicted = Counter.builder()
                .name("scaleproof_connections_evicted_total")
                .help("Connections closed at rest to make room for others.")
                .register(registry);
        gauge("scaleproof_connections", "Open connections.", connections::intValue);
    }

    /** To be called before the first scrape, which is the first to see a series; at the start it would cost. */
    void beginAtZero(Stream<Route> routes) {
        routes.forEach(route -> {
            for (Route.Answer answer : route.answers()) {
                requests.initLabelValues(answer.method(), Integer.toString(answer.status()), route.path());
            }
            abandoned.initLabelValues(route.path());
            if (route.isWork()) {
                inFlightByRoute.initLabelValues(route.path());
            }
        });
        for (Refused reason : Refused.values()) {
            refused.initLabelValues(reason.label());
        }
    }

    public void requestStarted(Route route) {
        inFlight.increment();
        if (route.isWork()) {
            inFlightByRoute.labelValues(route.path()).inc();
        }
    }

    public void requestAnswered(Route route, String method, int status, Duration duration) {
        ended(route);
        requests.labelValues(METHODS.contains(method) ? method : "OTHER", Integer.toString(status), route.path())
                .observe(duration.toNanos() / 1e9);
    }

    /** The client went away before it had its answer. */
    public void requestAbandoned(Route route) {
        ended(route);
        abandoned.labelValues(route.path()).inc();
    }

    private void ended(Route route) {
        inFlight.decrement();
        if (route.isWork()) {
            inFlightByRoute.labelValues(route.path()).dec();
        }
    }

    /** To be told besides the answer. */
    public void requestRefused(Refused reason) {
        refused.labelValues(reason.label()).inc();
    }

    /** Requests that have arrived and are not answered yet. */
    public long inFlight() {
        return inFlight.sum();
    }

    /** Told once: {@code most} connections may be open at a time. */
    public void connectionLimit(int most) {
        gauge("scaleproof_connections_limit", "Connections that may be open.", () -> most);
    }

    public void connectionOpened() {
        connections.increment();
    }

    public void connectionClosed() {
        connections.decrement();
    }

    /** A connection was closed to make room for another. */
    public void connectionEvicted() {
        evicted.inc();
    }

    /** Open connections. */
    public long connections() {
        return connections.sum();
    }

    private void gauge(String name, String help, IntSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call(value.getAsInt()))
                .register(registry);
    }
}
