package io.scaleproof.loadtest.workers;

import com.sun.management.OperatingSystemMXBean;
import io.scaleproof.loadtest.load.Load;
import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.load.Share;
import io.scaleproof.loadtest.load.Shot;
import io.scaleproof.loadtest.load.ShotSink;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.session.LocalSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** One of several senders: does what the lines of its input say, and says what it saw. The input's end is its own. */
public final class Worker implements AutoCloseable {
    private static final Duration BETWEEN_TALLIES = Duration.ofMillis(500);
    /** No second of a log is settled that is emptied twice a second. */
    private static final Duration NEVER_SETTLED = Duration.ofDays(1);

    private final OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final String version;
    private final OutputStream out;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private Optional<LocalSource> source = Optional.empty();
    private Optional<Running> running = Optional.empty();
    private Share share = Share.WHOLE;
    private Duration timeout = Duration.ZERO;

    private Worker(String version, OutputStream out) {
        this.version = version;
        this.out = out;
    }

    /** Does what {@code in} says until it ends. */
    public static void serve(String version, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        try (Worker worker = new Worker(version, out);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                worker.follow(Wire.order(line));
            }
        }
    }

    private void follow(Order order) throws IOException, InterruptedException {
        switch (order) {
            case Order.Prepare prepare -> prepare(prepare);
            case Order.Ping ping -> say(new Answer.Pong(ping.id(), System.nanoTime(), wallMicros()));
            case Order.Perform perform ->
                say(new Answer.Single(source.orElseThrow().perform(perform.millis())));
            case Order.Begin begin -> running = Optional.of(new Running(begin.zeroNanos()));
            case Order.Queue queue -> running.orElseThrow().queue(queue);
            case Order.Change change -> running.orElseThrow().change(change);
            case Order.End end -> running.orElseThrow().end(end);
            case Order.Finish _ -> {
                if (running.isPresent()) {
                    running.get().finish();
                }
                say(new Answer.Finished());
            }
        }
    }

    private void prepare(Order.Prepare prepare) throws IOException {
        if (!prepare.version().equals(version)) {
            say(new Answer.Broken(
                    "its image holds Scaleproof %s, and it is led by %s".formatted(version, prepare.version()),
                    "give the image of the same version: --image IMAGE"));
            return;
        }
        try {
            source = Optional.of(prepare.spec().open());
            share = prepare.share();
            timeout = prepare.spec().requests().timeout();
            say(new Answer.Ready());
        } catch (CouldNotRun e) {
            say(new Answer.Broken(e.getMessage(), e.remedy()));
        } catch (IllegalArgumentException e) {
            say(new Answer.Broken(e.getMessage(), "see where the load goes: --url URL"));
        }
    }

    static long wallMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private synchronized void say(Answer answer) throws IOException {
        Wire.write(answer, Answer.class, out);
    }

    /** A run under way. */
    private final class Running {
        private final long zeroNanos;
        private final LoadLog log = new LoadLog(NEVER_SETTLED);
        private final AtomicReference<Optional<Long>> firstLate = new AtomicReference<>(Optional.empty());
        private final List<Load.Sending> stages = new ArrayList<>();
        private final Load load;
        private long lastCpu = machine.getProcessCpuTime();
        private long lastLook = System.nanoTime();

        Running(long zeroNanos) {
            this.zeroNanos = zeroNanos;
            this.load = source.orElseThrow().begin(zeroNanos, new First(), share);
            long period = BETWEEN_TALLIES.toMillis();
            var _ = ticker.scheduleAtFixedRate(this::tell, period, period, TimeUnit.MILLISECONDS);
        }

        void queue(Order.Queue stage) throws IOException {
            toldBy("stage " + stage.name(), stage.start());
            stages.add(load.queue(
                    stage.name(),
                    stage.millis(),
                    stage.fromRate(),
                    stage.toRate(),
                    Duration.ofNanos(stage.start()),
                    Duration.ofNanos(stage.length())));
        }

        void change(Order.Change change) throws IOException {
            toldBy("another rate", change.at());
            stages.get(change.stage()).changeRate(Duration.ofNanos(change.at()), change.perSecond());
        }

        void end(Order.End end) throws IOException {
            toldBy("a stage's end", end.at());
            stages.get(end.stage()).endAt(Duration.ofNanos(end.at()));
        }

        private void toldBy(String what, long at) throws IOException {
            long late = now() - at;
            if (late > 0) {
                say(new Answer.ToldLate(what, late));
            }
        }

        private long now() {
            return System.nanoTime() - zeroNanos;
        }

        private void tell() {
            try {
                say(seen());
            } catch (IOException | RuntimeException e) {
                // Nobody hears it any more: its input ends, too, and with it this worker.
                System.err.println("What was seen could not be said: " + e);
            }
        }

        private synchronized Answer.Seen seen() {
            long look = System.nanoTime();
            long cpu = machine.getProcessCpuTime();
            double processors = (double) (cpu - lastCpu) / Math.max(1, look - lastLook);
            lastCpu = cpu;
            lastLook = look;
            long until = now();
            return new Answer.Seen(log.take(), until, load.inFlight(), processors, firstLate.get());
        }

        /** What is in flight comes to its end, or its time is over. */
        void finish() throws IOException, InterruptedException {
            load.close();
            long until = System.nanoTime() + timeout.toNanos();
            while (load.inFlight() > 0 && System.nanoTime() < until) {
                Thread.sleep(20);
            }
            ticker.shutdown();
            say(seen());
        }

        /** The log, and when the first request left. */
        private final class First implements ShotSink {
            @Override
            public void begun(String stage, long startNanos) {
                log.begun(stage, startNanos);
            }

            @Override
            public void due(String stage, long dueNanos) {
                log.due(stage, dueNanos);
            }

            @Override
            public void done(Shot shot) {
                firstLate.compareAndSet(Optional.empty(), Optional.of(shot.lateNanos()));
                log.done(shot);
            }
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        running.ifPresent(run -> run.load.close());
        source.ifPresent(LocalSource::close);
    }
}
