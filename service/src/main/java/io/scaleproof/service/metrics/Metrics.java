package io.scaleproof.service.metrics;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What the service counts. Plain adders and one text: a metrics library would cost more CPU at the start than the rest of
 * the service.
 */
@Singleton
public class Metrics {
    private final Map<Route, Map<Integer, LongAdder>> requests = new EnumMap<>(Route.class);
    private final Map<Route, Histogram> durations = new EnumMap<>(Route.class);
    private final LongAdder abandoned = new LongAdder();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final LongAdder evicted = new LongAdder();
    private final LongAdder burnedNanos = new LongAdder();
    private volatile LongSupplier queueDepth = () -> 0;
    private volatile LongSupplier heldBytes = () -> 0;

    public Metrics() {
        for (Route route : Route.values()) {
            requests.put(route, new ConcurrentSkipListMap<>());
            durations.put(route, new Histogram());
        }
    }

    public void requestStarted() {
        inFlight.increment();
    }

    public void requestAnswered(Route route, int status, Duration duration) {
        inFlight.decrement();
        requests.get(route).computeIfAbsent(status, s -> new LongAdder()).increment();
        durations.get(route).record(duration);
    }

    /** The client went away before it had its answer. */
    public void requestAbandoned() {
        inFlight.decrement();
        abandoned.increment();
    }

    /** Requests that have arrived and are not answered yet. */
    public long inFlight() {
        return inFlight.sum();
    }

    public void connectionOpened() {
        connections.increment();
    }

    public void connectionClosed() {
        connections.decrement();
    }

    /** A connection was closed to make room for another. */
    public void connectionEvicted() {
        evicted.increment();
    }

    /** Open connections. */
    public long connections() {
        return connections.sum();
    }

    /** CPU time used for what was asked for, not for serving it. */
    public void burned(long nanos) {
        burnedNanos.add(nanos);
    }

    public long burnedNanos() {
        return burnedNanos.sum();
    }

    public void queueDepth(LongSupplier depth) {
        queueDepth = depth;
    }

    public void heldBytes(LongSupplier bytes) {
        heldBytes = bytes;
    }

    void write(Exposition to) {
        to.metric("scaleproof_http_requests_total", "counter", "Requests answered.");
        requests.forEach((route, statuses) -> statuses.forEach((status, count) ->
                to.sample("scaleproof_http_requests_total", label(route) + ",status=\"" + status + "\"", count.sum())));
        to.metric("scaleproof_http_request_duration_seconds", "histogram", "Time from arrival to answer.");
        durations.forEach((route, durations) -> {
            if (!requests.get(route).isEmpty()) {
                durations.write(to, "scaleproof_http_request_duration_seconds", label(route));
            }
        });
        to.single(
                "scaleproof_http_requests_abandoned_total",
                "counter",
                "Requests whose client went away before the answer.",
                abandoned.sum());
        to.single("scaleproof_http_requests_in_flight", "gauge", "Requests not answered yet.", inFlight());
        to.single("scaleproof_connections", "gauge", "Open connections.", connections());
        to.single(
                "scaleproof_connections_evicted_total",
                "counter",
                "Connections closed at rest to make room for others.",
                evicted.sum());
        to.single("scaleproof_burn_queue_depth", "gauge", "Burns waiting for a burner.", queueDepth.getAsLong());
        to.single(
                "scaleproof_burned_cpu_seconds_total",
                "counter",
                "CPU used for load, without that of serving.",
                burnedNanos.sum() / 1e9);
        to.single("scaleproof_held_memory_bytes", "gauge", "Memory held.", heldBytes.getAsLong());
    }

    private static String label(Route route) {
        return "route=\"" + route.path() + "\"";
    }
}
