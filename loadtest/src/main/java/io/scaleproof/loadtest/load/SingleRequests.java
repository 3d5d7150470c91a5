package io.scaleproof.loadtest.load;

import io.scaleproof.loadtest.load.HttpExchange.Request;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Requests that are sent one by one, each waited for: before a run, to measure what they cost. */
public final class SingleRequests {
    private final HttpExchange exchange;
    private final IntFunction<Supplier<Request>> requests;
    private final Map<Integer, Supplier<Request>> streams = new HashMap<>();

    /** What became of one, and how long it took. */
    public record Performed(Outcome outcome, Duration took) {}

    /** @param requests one after the other, those that burn so many milliseconds */
    public SingleRequests(HttpExchange exchange, IntFunction<Supplier<Request>> requests) {
        this.exchange = exchange;
        this.requests = requests;
    }

    /** Sends the next one that burns so much; by one thread at a time. */
    public Performed perform(int millis) {
        Request request = streams.computeIfAbsent(millis, requests::apply).get();
        long begun = System.nanoTime();
        Outcome outcome = exchange.perform(request, begun, at -> {});
        return new Performed(outcome, Duration.ofNanos(System.nanoTime() - begun));
    }
}
