package io.scaleproof.service.container;

import io.scaleproof.service.RawHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Requests that leave on schedule, answered or not, each on a connection of its own. */
final class Load {
    /** One request: its status, or 0 with what went wrong. */
    record Result(int status, String problem, boolean retryAfter, Duration latency) {}

    private Load() {}

    /** Sends {@code perSecond} requests for {@code target} until {@code time} is over; all their results. */
    static List<Result> open(int port, String target, int perSecond, Duration time) {
        var results = new ConcurrentLinkedQueue<Result>();
        long interval = 1_000_000_000L / perSecond;
        long start = System.nanoTime();
        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long due = 0; due < time.toNanos(); due += interval) {
                LockSupport.parkNanos(due - (System.nanoTime() - start));
                long dueNanos = due;
                requests.execute(() -> results.add(ask(port, target, start + dueNanos)));
            }
        }
        return new ArrayList<>(results);
    }

    /** Latency counts from when the request was due. */
    private static Result ask(int port, String target, long dueNanos) {
        try {
            RawHttp.Answer answer = RawHttp.get(port, target);
            return new Result(answer.status(), "", answer.headers().containsKey("retry-after"), since(dueNanos));
        } catch (IOException e) {
            return new Result(0, e.toString(), false, since(dueNanos));
        }
    }

    static Duration percentile99(List<Result> results) {
        return quantile(results, 0.99);
    }

    static Duration median(List<Result> results) {
        return quantile(results, 0.5);
    }

    private static Duration quantile(List<Result> results, double part) {
        List<Duration> sorted = results.stream().map(Result::latency).sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * part) - 1);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
