package io.scaleproof.service.stop;

import io.micronaut.runtime.graceful.GracefulShutdownManager;
import io.scaleproof.service.Settings;
import io.scaleproof.service.health.Readiness;
import io.scaleproof.service.metrics.Metrics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out: readiness falls, answers go on while endpoints are withdrawn, each with {@code Connection: close}; then no
 * connection is accepted any more, and what is in flight finishes.
 */
@Singleton
class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final GracefulShutdownManager shutdown;
    private final Readiness readiness;
    private final Metrics metrics;
    private final Settings settings;

    Drain(GracefulShutdownManager shutdown, Readiness readiness, Metrics metrics, Settings settings) {
        this.shutdown = shutdown;
        this.readiness = readiness;
        this.metrics = metrics;
        this.settings = settings;
    }

    /** True when nothing was left unanswered. */
    boolean run() {
        long start = System.nanoTime();
        try {
            readiness.stop();
            LOG.info(
                    "Stopping: not ready any more, still answering for {} s",
                    settings.drain().toSeconds());
            Thread.sleep(settings.drain());
            boolean clean = finish();
            if (clean) {
                LOG.info("Stopped after {} ms, all answered", (System.nanoTime() - start) / 1_000_000);
            } else {
                LOG.warn(
                        "Stopped with {} requests unanswered, which SCALEPROOF_FINISH_SECONDS={} did not suffice for",
                        metrics.inFlight(),
                        settings.finish().toSeconds());
            }
            return clean;
        } catch (InterruptedException | ExecutionException e) {
            LOG.error("Stopped without draining", e);
            return false;
        }
    }

    /** Micronaut waits for the connections that it knows when it is asked; one that was being accepted then comes to light later. */
    private boolean finish() throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + settings.finish().toNanos();
        try {
            do {
                shutdown.shutdownGracefully().toCompletableFuture().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                Thread.sleep(LOOK_AGAIN);
            } while (metrics.connections() > 0 && System.nanoTime() < end);
        } catch (TimeoutException e) {
            // What counts is whether anybody waits: a connection that is left may have had all its answers.
        }
        return metrics.inFlight() == 0;
    }
}
