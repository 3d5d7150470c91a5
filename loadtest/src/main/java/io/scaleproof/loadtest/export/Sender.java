package io.scaleproof.loadtest.export;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends what there is to send every few seconds, beside the run: whoever gives it samples never waits for a server. */
final class Sender implements AutoCloseable {
    static final Duration EVERY = Duration.ofSeconds(5);
    /** Some 100 KB before they are packed. */
    private static final int BATCH = 2_000;
    /** At the end, for a server that was just not able to. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Duration LAST_WITHIN = Duration.ofSeconds(15);

    private final RemoteWrite remote;
    private final Outbox outbox = new Outbox();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("export").factory());
    private Optional<String> trouble = Optional.empty();
    private boolean told;
    private boolean everTaken;

    Sender(RemoteWrite remote, Duration every) {
        this.remote = remote;
        var _ = clock.scheduleWithFixedDelay(
                this::flushQuietly, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    void add(List<Sample> samples) {
        outbox.add(samples);
    }

    /** What went wrong, once: the first that did. */
    synchronized Optional<String> news() {
        if (told || trouble.isEmpty()) {
            return Optional.empty();
        }
        told = true;
        return trouble;
    }

    /** What goes wrong last, if anything did. */
    synchronized Optional<String> trouble() {
        return trouble;
    }

    long added() {
        return outbox.added();
    }

    long missing() {
        return outbox.missing();
    }

    /** Sends the rest, and gives up on it after a while. Nothing is sent after it. */
    void finish() throws InterruptedException {
        var _ = clock.submit(this::last);
        clock.shutdown();
        if (!clock.awaitTermination(LAST_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            clock.shutdownNow();
        }
    }

    private void last() {
        try {
            if (!flush() && hasTaken()) {
                Thread.sleep(PAUSE);
                flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is thrown here would end the sending in silence. */
    private void flushQuietly() {
        try {
            flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            note("nothing could be sent: " + e);
        }
    }

    /** Whether nothing is left that could be sent later. */
    private boolean flush() throws InterruptedException {
        for (List<Sample> batch = outbox.first(BATCH); !batch.isEmpty(); batch = outbox.first(BATCH)) {
            switch (remote.post(batch)) {
                case Answer.Taken _ -> {
                    outbox.sent(batch);
                    taken();
                }
                case Answer.Refused refused -> {
                    outbox.refused(batch);
                    note(refused.why());
                }
                case Answer.Later later -> {
                    note(later.why());
                    return false;
                }
            }
        }
        return true;
    }

    private synchronized void note(String why) {
        trouble = Optional.of(why);
    }

    private synchronized void taken() {
        everTaken = true;
    }

    private synchronized boolean hasTaken() {
        return everTaken;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        remote.close();
    }
}
