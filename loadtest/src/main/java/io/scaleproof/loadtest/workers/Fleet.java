package io.scaleproof.loadtest.workers;

import io.scaleproof.loadtest.load.Load;
import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.load.Share;
import io.scaleproof.loadtest.load.SingleRequests.Performed;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.WorkerHealth;
import io.scaleproof.loadtest.session.LoadSource;
import io.scaleproof.loadtest.workers.WorkerLink.Trouble;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Several workers that keep one schedule together. */
final class Fleet implements LoadSource {
    /** Orders are there by then, over a slow way, too. */
    private static final Duration NOTICE = Duration.ofMillis(500);

    private static final Duration LEAD = Duration.ofSeconds(2);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);
    /** It speaks twice a second. */
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(5);

    private static final Duration INTERRUPTED_WITHIN = Duration.ofSeconds(3);

    private final List<WorkerLink> workers;
    private final Duration timeout;
    private final BooleanSupplier stopped;
    private final Runnable end;
    private volatile boolean runs;

    /**
     * @param timeout after which a request has failed
     * @param stopped whether the run was asked to stop
     * @param end done once nothing is wanted of the workers any more
     */
    Fleet(List<WorkerLink> workers, Duration timeout, BooleanSupplier stopped, Runnable end) {
        this.workers = List.copyOf(workers);
        this.timeout = timeout;
        this.stopped = stopped;
        this.end = end;
    }

    /** Tells all what to send, and waits until each has reached the Service and its clock is known. */
    void prepare(LoadSpec spec, String version) throws CouldNotRun, InterruptedException {
        for (int index = 0; index < workers.size(); index++) {
            workers.get(index).tell(new Order.Prepare(spec, new Share(index, workers.size()), version));
        }
        for (WorkerLink worker : workers) {
            worker.await(Answer.Ready.class, ANSWERS_WITHIN);
        }
        for (WorkerLink worker : workers) {
            worker.measureClock(ANSWERS_WITHIN);
        }
    }

    /** How far the clock is known that is known least, in milliseconds. */
    double clockUncertaintyMillis() {
        return workers().stream()
                .mapToDouble(WorkerHealth::clockUncertaintyMillis)
                .max()
                .orElse(0);
    }

    @Override
    public Performed perform(int millis) throws CouldNotRun {
        return workers.getFirst().perform(millis, timeout.plus(ANSWERS_WITHIN));
    }

    @Override
    public Load begin(long zeroNanos, LoadLog log) {
        workers.forEach(worker -> worker.begin(zeroNanos, log));
        runs = true;
        return new FleetLoad();
    }

    @Override
    public Duration lead() {
        return LEAD;
    }

    /** Of several that are broken the first one known: a Job that has lost one pod loses the others, too. */
    @Override
    public Optional<CouldNotRun> broken() {
        if (runs) {
            workers.forEach(worker -> worker.requireHeard(HEARD_WITHIN));
        }
        return workers.stream()
                .flatMap(worker -> worker.broken().stream())
                .min(Comparator.comparingLong(Trouble::sinceNanos))
                .map(Trouble::why);
    }

    @Override
    public List<WorkerHealth> workers() {
        return workers.stream().map(WorkerLink::health).toList();
    }

    @Override
    public void close() {
        runs = false;
        workers.forEach(WorkerLink::close);
        end.run();
    }

    private final class FleetLoad implements Load {
        private final AtomicInteger stages = new AtomicInteger();

        @Override
        public Sending queue(String name, int millis, double fromRate, double toRate, Duration start, Duration length) {
            int stage = stages.getAndIncrement();
            tellAll(new Order.Queue(stage, name, millis, fromRate, toRate, start.toNanos(), length.toNanos()));
            return new Sending() {
                @Override
                public void endAt(Duration at) {
                    tellAll(new Order.End(stage, at.toNanos()));
                }

                @Override
                public void changeRate(Duration at, double perSecond) {
                    tellAll(new Order.Change(stage, at.toNanos(), perSecond));
                }
            };
        }

        private void tellAll(Order order) {
            workers.forEach(worker -> worker.tell(order));
        }

        @Override
        public Duration notice() {
            return NOTICE;
        }

        @Override
        public Duration known(Duration now) {
            return workers.stream()
                    .map(WorkerLink::known)
                    .min(Comparator.naturalOrder())
                    .orElse(now);
        }

        @Override
        public long inFlight() {
            return workers.stream().mapToLong(WorkerLink::inFlight).sum();
        }

        @Override
        public double processors() {
            return workers.stream().mapToDouble(WorkerLink::processors).sum();
        }

        /** A worker that is gone has nothing more to say. */
        @Override
        public void close() {
            if (broken().isPresent()) {
                return;
            }
            tellAll(new Order.Finish());
            Duration atMost = stopped.getAsBoolean() ? INTERRUPTED_WITHIN : timeout.plus(HEARD_WITHIN);
            for (WorkerLink worker : workers) {
                try {
                    worker.await(Answer.Finished.class, atMost);
                } catch (CouldNotRun e) {
                    // Kept by the worker, for broken().
                    return;
                }
            }
            runs = false;
        }
    }
}
