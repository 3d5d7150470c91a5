package io.scaleproof.service.load;

import io.scaleproof.service.Settings;
import io.scaleproof.service.metrics.Metrics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few platform threads that burn, and a bounded queue before them. Virtual threads would be wrong here: the work never
 * blocks, so it would keep the carriers from everything else.
 */
@Singleton
class Burners {
    private final CpuBurner burner = new CpuBurner();
    private final ThreadPoolExecutor pool;
    private final Metrics metrics;

    Burners(Settings settings, Metrics metrics) {
        this.metrics = metrics;
        BlockingQueue<Runnable> waiting =
                settings.queue() == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(settings.queue());
        pool = new ThreadPoolExecutor(
                settings.burners(),
                settings.burners(),
                0,
                TimeUnit.SECONDS,
                waiting,
                Thread.ofPlatform().name("burner-", 1).daemon().factory());
        metrics.queueDepth(waiting::size);
    }

    /**
     * Burns {@code cpu} when a burner is free.
     *
     * @throws RejectedExecutionException at once when the queue is full
     */
    CompletionStage<Burn> burn(Duration cpu) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Burn burn = burner.burn(cpu);
                    metrics.burned(burn.cpu());
                    return burn;
                },
                pool);
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }
}
