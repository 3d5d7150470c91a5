package io.scaleproof.loadtest.workers;

import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.load.SingleRequests.Performed;
import io.scaleproof.loadtest.load.Tally.Lateness;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.WorkerHealth;
import io.scaleproof.loadtest.workers.ClockDifference.RoundTrip;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A worker, as who leads it knows it: what is told to it, and what it said. */
final class WorkerLink implements AutoCloseable {
    private static final int TRIPS = 11;
    private static final Duration BETWEEN_TRIPS = Duration.ofMillis(20);

    private final String name;
    private final OutputStream orders;
    private final Function<String, String> whyGone;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private volatile Optional<Trouble> broken = Optional.empty();
    private volatile Optional<LoadLog> log = Optional.empty();
    private volatile Lateness late = Lateness.none();
    private volatile Optional<Answer.Seen> last = Optional.empty();
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean ended;
    private volatile ClockDifference clock = new ClockDifference(0, 0, 0);

    /**
     * @param name the pod's
     * @param orders its standard input
     * @param said its standard output
     * @param whyGone what became of it, given what is seen of that here; asked when its output ends before its work
     */
    WorkerLink(String name, OutputStream orders, InputStream said, Function<String, String> whyGone) {
        this.name = name;
        this.orders = orders;
        this.whyGone = whyGone;
        Thread.ofVirtual().name(name).start(() -> hear(said));
    }

    String name() {
        return name;
    }

    private void hear(InputStream said) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(Wire.answer(line));
            }
            gone("its output ended");
        } catch (IOException e) {
            gone(e.getMessage());
        }
    }

    private void take(Answer answer) {
        heardNanos = System.nanoTime();
        switch (answer) {
            case Answer.Seen seen -> {
                log.ifPresent(whole -> whole.add(seen.tally()));
                late = late.and(seen.tally());
                last = Optional.of(seen);
            }
            case Answer.Broken why -> isBroken(why.why(), why.remedy());
            case Answer.ToldLate told ->
                isBroken(
                        "it was told of %s %.0f ms too late to do it in time"
                                .formatted(told.what(), told.nanos() / 1e6),
                        "see that the way to the API server, and through it to the pods, is quick");
            case Answer.Finished _ -> {
                ended = true;
                answers.add(answer);
            }
            case Answer.Ready _, Answer.Pong _, Answer.Single _ -> answers.add(answer);
        }
    }

    private void gone(String seen) {
        long since = System.nanoTime();
        if (!ended) {
            isBroken(
                    since,
                    whyGone.apply(seen),
                    "see what ended it (kubectl get events, in the target's namespace), and give the workers nodes that keep them");
        }
    }

    private void isBroken(String why, String remedy) {
        isBroken(System.nanoTime(), why, remedy);
    }

    private synchronized void isBroken(long since, String why, String remedy) {
        if (broken.isEmpty()) {
            broken = Optional.of(new Trouble(since, new CouldNotRun("Worker %s: %s".formatted(name, why), remedy)));
        }
    }

    /** Why a worker's part of the load is not what it should be, and since when, by {@link System#nanoTime}. */
    record Trouble(long sinceNanos, CouldNotRun why) {}

    Optional<Trouble> broken() {
        return broken;
    }

    /** Says that it is broken if nothing was heard of it for so long. */
    void requireHeard(Duration within) {
        Duration silent = Duration.ofNanos(System.nanoTime() - heardNanos);
        if (!ended && silent.compareTo(within) > 0) {
            isBroken(
                    "nothing was heard of it for %.1f s".formatted(silent.toMillis() / 1e3),
                    "see that its node is not overloaded and can be reached");
        }
    }

    void tell(Order order) {
        try {
            synchronized (orders) {
                Wire.write(order, Order.class, orders);
            }
        } catch (IOException e) {
            gone("it takes no more orders: " + e.getMessage());
        }
    }

    /** Waits for one kind of answer; others that come meanwhile are dropped. */
    <T extends Answer> T await(Class<T> kind, Duration atMost) throws CouldNotRun {
        long until = System.nanoTime() + atMost.toNanos();
        try {
            while (System.nanoTime() < until) {
                Answer answer = answers.poll(50, TimeUnit.MILLISECONDS);
                if (kind.isInstance(answer)) {
                    return kind.cast(answer);
                }
                if (broken.isPresent()) {
                    throw broken.get().why();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        isBroken(
                "it did not answer within %d s".formatted(atMost.toSeconds()),
                "see that its node is not overloaded and can be reached");
        throw broken.orElseThrow().why();
    }

    /** Measures its clocks, anew each time. */
    void measureClock(Duration atMost) throws CouldNotRun, InterruptedException {
        List<RoundTrip> trips = new ArrayList<>();
        for (int id = 0; id < TRIPS; id++) {
            long wall = Worker.wallMicros();
            long asked = System.nanoTime();
            tell(new Order.Ping(id));
            Answer.Pong pong = await(Answer.Pong.class, atMost);
            trips.add(new RoundTrip(asked, System.nanoTime(), pong.nanos(), wall, pong.wallMicros()));
            Thread.sleep(BETWEEN_TRIPS);
        }
        clock = ClockDifference.of(trips);
    }

    Performed perform(int millis, Duration atMost) throws CouldNotRun {
        tell(new Order.Perform(millis));
        return await(Answer.Single.class, atMost).performed();
    }

    /** Begins its part of a run whose zero is at that time by this process's {@link System#nanoTime}. */
    void begin(long zeroNanos, LoadLog whole) {
        log = Optional.of(whole);
        heardNanos = System.nanoTime();
        tell(new Order.Begin(zeroNanos + clock.nanosAhead()));
    }

    /** Up to when, since the run's zero, all is known of it. */
    Duration known() {
        return last.map(seen -> Duration.ofNanos(seen.until())).orElse(Duration.ZERO);
    }

    long inFlight() {
        return last.map(Answer.Seen::inFlight).orElse(0L);
    }

    double processors() {
        return last.map(Answer.Seen::processors).orElse(0.0);
    }

    WorkerHealth health() {
        return new WorkerHealth(
                name,
                late.count(),
                clock.wallMicrosAhead() / 1e3,
                clock.uncertaintyNanos() / 1e6,
                last.flatMap(Answer.Seen::firstLateNanos).orElse(0L) / 1e6,
                late.p99Millis(),
                late.maxMillis());
    }

    /** The end of its input is the worker's end. */
    @Override
    public void close() {
        ended = true;
        try {
            orders.close();
        } catch (IOException e) {
            // It has ended already.
            return;
        }
    }
}
