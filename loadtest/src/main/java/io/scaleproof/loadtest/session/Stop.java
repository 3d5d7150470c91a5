package io.scaleproof.loadtest.session;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: asks the run to stop, and holds the JVM's end back until the report is written. The JVM then exits with 130,
 * as a shell expects.
 */
public final class Stop implements AutoCloseable {
    private static final Duration REPORT_WITHIN = Duration.ofSeconds(20);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("stop").unstarted(this::hold);

    public Stop() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void hold() {
        asked.countDown();
        try {
            if (!done.await(REPORT_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("The report was not finished within " + REPORT_WITHIN.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the run was asked to stop. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits so long, or until the run is asked to stop. */
    public void sleep(Duration length) throws InterruptedException {
        if (length.isPositive()) {
            var _ = asked.await(length.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** All is written: the JVM may end. */
    @Override
    public void close() {
        done.countDown();
        if (!isAsked()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
