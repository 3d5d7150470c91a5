package io.scaleproof.service.container;

import io.scaleproof.service.RawHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Requests that leave on schedule, answered or not, each on a connection of its own. */
public final class Load {
    /** One request: its status, or 0 with what went wrong. */
    public record Result(int status, String problem, boolean retryAfter, Duration latency) {}

    private Load() {}

    /** Sends {@code perSecond} requests for {@code target} until {@code time} is over; all their results. */
    public static List<Result> open(int port, String target, int perSecond, Duration time) {
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

    /**
     * Sends requests for {@code target} until {@code enough} of them were accepted or {@code most} were sent; all their
     * results. No more than {@code perSecond} leave and no more than {@code atOnce} are under way, so that where the service
     * gets less CPU than it may use, it is asked more slowly instead of being overloaded.
     */
    public static List<Result> untilAccepted(int port, String target, int perSecond, int atOnce, int enough, int most) {
        var accepted = new AtomicInteger();
        var sent = new AtomicInteger();
        return paced(
                port,
                target,
                perSecond,
                atOnce,
                () -> accepted.get() < enough && sent.getAndIncrement() < most,
                result -> accepted.addAndGet(result.status() == 200 ? 1 : 0));
    }

    /** The same until {@code told}. */
    public static List<Result> untilTold(int port, String target, int perSecond, int atOnce, AtomicBoolean told) {
        return paced(port, target, perSecond, atOnce, () -> !told.get(), result -> {});
    }

    private static List<Result> paced(
            int port, String target, int perSecond, int atOnce, BooleanSupplier more, Consumer<Result> seen) {
        var results = new ConcurrentLinkedQueue<Result>();
        var underWay = new Semaphore(atOnce);
        long interval = 1_000_000_000L / perSecond;
        long due = System.nanoTime();
        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            while (more.getAsBoolean()) {
                underWay.acquireUninterruptibly();
                due = Math.max(due + interval, System.nanoTime());
                LockSupport.parkNanos(due - System.nanoTime());
                long dueNanos = due;
                requests.execute(() -> {
                    Result result = ask(port, target, dueNanos);
                    results.add(result);
                    seen.accept(result);
                    underWay.release();
                });
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

    public static Duration percentile99(List<Result> results) {
        return quantile(results, 0.99);
    }

    public static Duration median(List<Result> results) {
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
