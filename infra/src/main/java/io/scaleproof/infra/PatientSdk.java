package io.scaleproof.infra;

import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Makes Pulumi's SDK wait without harm. It waits for its tasks in a loop that runs on the common pool and never pauses:
 * where that pool has a single thread, on two cores, the tasks themselves never get a turn; elsewhere a core is busy for
 * as long as an update takes, which the image's build and the pods could use.
 */
final class PatientSdk {
    private static final int LEAST_THREADS = 4;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final LongAdder PAUSES = new LongAdder();
    /** Held, because loggers that nobody holds forget their settings. */
    private static final Logger LOGGER = Logger.getLogger("com.pulumi.deployment.internal.DeploymentImpl");

    private PatientSdk() {}

    /** To be called before the SDK is: the loop would have the only thread, and the program no turn. */
    static void giveThreads() {
        ForkJoinPool.commonPool()
                .setParallelism(
                        Math.max(LEAST_THREADS, ForkJoinPool.commonPool().getParallelism()));
    }

    /** To be called in the program that the SDK runs: before, the SDK would set up its loggers anew. */
    static void pauseItsLoop() {
        // What the SDK logs it also tells Pulumi, which shows it; a copy on stderr would say everything twice.
        LogManager.getLogManager().reset();
        LOGGER.setLevel(Level.FINEST);
        LOGGER.setFilter(PatientSdk::pauseInLoop);
    }

    /** How often the loop has paused. */
    static long pauses() {
        return PAUSES.sum();
    }

    /** The loop has no other place to pause than where it logs, once a round. */
    private static boolean pauseInLoop(LogRecord line) {
        if (line.getMessage().startsWith("Remaining tasks")) {
            try {
                // A managed one: the pool sends another thread for the tasks that are queued behind the loop.
                ForkJoinPool.managedBlock(new Pause());
                PAUSES.increment();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return false;
    }

    private static final class Pause implements ForkJoinPool.ManagedBlocker {
        private boolean over;

        @Override
        public boolean block() {
            LockSupport.parkNanos(PAUSE.toNanos());
            over = true;
            return true;
        }

        @Override
        public boolean isReleasable() {
            return over;
        }
    }
}
