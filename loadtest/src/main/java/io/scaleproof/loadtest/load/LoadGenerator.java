package io.scaleproof.loadtest.load;

import io.scaleproof.loadtest.load.HttpExchange.Request;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Keeps the schedule: one thread waits until a request is due and hands it to a virtual thread of its own.
 *
 * <p>Stages are queued with their start and end, and follow one another without a gap; a stage's rate can be changed while
 * it runs. A generator that has fallen behind sends at once what is overdue; it never skips a request.
 */
public final class LoadGenerator implements AutoCloseable {
    private final HttpExchange exchange;
    private final ShotSink sink;
    private final long zeroNanos;
    private final Share share;
    private final ConcurrentLinkedQueue<Sending> stages = new ConcurrentLinkedQueue<>();
    private final AtomicLong inFlight = new AtomicLong();
    private final ExecutorService executor;
    private volatile Thread dispatcher;
    private volatile boolean closed;

    /**
     * @param zeroNanos the run's zero, by {@link System#nanoTime}; times of shots are relative to it
     * @param sink told of every request when it is due and once its outcome is known, from many threads
     */
    public LoadGenerator(HttpExchange exchange, long zeroNanos, ShotSink sink) {
        this(exchange, zeroNanos, sink, Share.WHOLE);
    }

    /**
     * One of several that keep one schedule together.
     *
     * @param share which of its requests this one sends
     */
    public LoadGenerator(HttpExchange exchange, long zeroNanos, ShotSink sink, Share share) {
        this.share = share;
        this.exchange = exchange;
        this.zeroNanos = zeroNanos;
        this.sink = sink;
        executor = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("load").factory());
        executor.execute(this::dispatch);
    }

    /**
     * Queues a stage of load.
     *
     * @param requests asked for the next one by one thread
     * @param start since the run's zero
     * @param end since the run's zero; no request is due from then on
     */
    public Sending queue(String name, Supplier<Request> requests, FireTimes times, Duration start, Duration end) {
        Sending stage = new Sending(name, requests, times, zeroNanos + start.toNanos(), zeroNanos + end.toNanos());
        stages.add(stage);
        LockSupport.unpark(dispatcher);
        return stage;
    }

    /** A queued stage. */
    public final class Sending implements Load.Sending {
        private final String name;
        private final Supplier<Request> requests;
        private final FireTimes times;
        private final long startNanos;
        private final ConcurrentLinkedQueue<Change> changes = new ConcurrentLinkedQueue<>();
        private volatile long endNanos;

        private Sending(String name, Supplier<Request> requests, FireTimes times, long startNanos, long endNanos) {
            this.name = name;
            this.requests = requests;
            this.times = times;
            this.startNanos = startNanos;
            this.endNanos = endNanos;
        }

        /** Moves the stage's end to {@code end} since the run's zero. */
        @Override
        public void endAt(Duration end) {
            endNanos = zeroNanos + end.toNanos();
            LockSupport.unpark(dispatcher);
        }

        /**
         * Goes on at another rate, to the stage's end. The first request of the new rate comes one interval of it after the
         * last one of the old rate: none is lost, none is sent twice, and no two leave in a row. A ramp ends there.
         *
         * <p>May be called at any time and any number of times, from one thread, with times in order. Requests that have
         * left stay: a change for a time that is over holds from the next request on.
         *
         * @param at since the run's zero; no request of the new rate is due before
         * @param perSecond the new rate; 0 sends nothing more until the next change
         */
        @Override
        public void changeRate(Duration at, double perSecond) {
            changes.add(new Change(zeroNanos + at.toNanos(), FireTimes.following(perSecond)));
            LockSupport.unpark(dispatcher);
        }
    }

    private record Change(long atNanos, FireTimes following) {}

    /** Requests that have left and are not answered yet. */
    public long inFlight() {
        return inFlight.get();
    }

    private void dispatch() {
        dispatcher = Thread.currentThread();
        while (!closed) {
            Sending stage = stages.poll();
            if (stage == null) {
                LockSupport.park(this);
            } else {
                dispatch(stage);
            }
        }
    }

    private void dispatch(Sending stage) {
        sink.begun(stage.name, stage.startNanos - zeroNanos);
        DueTimes times = new DueTimes(stage.times, stage.startNanos);
        long n = 0;
        while (!closed) {
            long due = times.next();
            Change change = stage.changes.peek();
            if (change != null && due >= change.atNanos) {
                times.change(change.atNanos, change.following);
                stage.changes.remove();
                continue;
            }
            long now = System.nanoTime();
            // A change may come to lie before this sender's own next request: then it is looked at in time.
            long own = change == null ? times.ahead(share.until(n)) : due;
            long until = Math.min(due > now ? own : due, stage.endNanos);
            if (until > now) {
                LockSupport.parkNanos(this, until - now);
            } else if (due >= stage.endNanos) {
                return;
            } else {
                times.take();
                Request request = stage.requests.get();
                if (share.has(n)) {
                    launch(stage, request, due);
                }
                n++;
            }
        }
    }

    private void launch(Sending stage, Request request, long due) {
        inFlight.incrementAndGet();
        sink.due(stage.name, due - zeroNanos);
        Thread.ofVirtual().start(() -> {
            try {
                Passage.Log log = new Passage.Log(System.nanoTime());
                Outcome outcome = exchange.perform(request, due, log);
                long done = System.nanoTime();
                sink.done(new Shot(
                        stage.name,
                        due - zeroNanos,
                        log.sentNanos() - zeroNanos,
                        done - zeroNanos,
                        exchange.stalledNanos(due, done),
                        outcome,
                        log.of(request.name())));
            } finally {
                inFlight.decrementAndGet();
            }
        });
    }

    /** Stops sending at once; what is in flight goes on. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(dispatcher);
        executor.close();
    }
}
