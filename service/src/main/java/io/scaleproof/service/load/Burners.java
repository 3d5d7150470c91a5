package io.scaleproof.service.load;

import io.scaleproof.service.Settings;
import io.scaleproof.service.metrics.Metrics;
import io.scaleproof.service.start.ProcessClock;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A few platform threads that burn, and a bounded queue before them. Virtual threads would be wrong here: the work never
 * blocks, so it would keep the carriers from everything else.
 *
 * <p>The bound is time, not a number of requests: what waits is burned within about {@link Settings#queue}, whatever the
 * container's limit and the size of the requests. So the service is its normal self that long after an overload.
 */
@Singleton
public class Burners {
    private final Pace pace;
    private final CpuBurner burner;
    private final ServingCost servingCost;
    private final ThreadPoolExecutor pool;
    private final long mostWaitingNanos;
    private final AtomicLong waitingNanos = new AtomicLong();

    Burners(Settings settings, Metrics metrics) {
        LongSupplier servingCpu = () -> ProcessClock.cpu().toNanos() - metrics.burnedNanos();
        pace = new Pace(System::nanoTime, servingCpu, CpuLimit.processors());
        burner = new CpuBurner(metrics::burned, pace);
        servingCost = new ServingCost(System::nanoTime, servingCpu, metrics::requestsAnswered);
        mostWaitingNanos = (long) (settings.queue().toNanos() * Math.min(CpuLimit.processors(), settings.burners()));
        pool = new ThreadPoolExecutor(
                settings.burners(),
                settings.burners(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("burner-", 1).daemon().factory());
        metrics.queueDepth(pool.getQueue()::size);
    }

    /** Why a burn would be refused now, if it would. */
    public Optional<String> refusal() {
        long waiting = waitingNanos.get();
        if (waiting < mostWaitingNanos) {
            return Optional.empty();
        }
        pace.crowded();
        return Optional.of(tooMuch(waiting));
    }

    /**
     * Burns {@code cpu} when a burner is free.
     *
     * @throws RejectedExecutionException at once when as much waits as may wait
     */
    CompletionStage<Burn> burn(Duration cpu) {
        long nanos = cpu.toNanos();
        long before = waitingNanos.getAndUpdate(waiting -> waiting < mostWaitingNanos ? waiting + nanos : waiting);
        if (before >= mostWaitingNanos / 2) {
            pace.crowded();
        }
        if (before >= mostWaitingNanos) {
            throw new RejectedExecutionException(tooMuch(before));
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    waitingNanos.addAndGet(-nanos);
                    Duration serving = servingCost.within(cpu);
                    Burn burn = burner.burn(cpu.minus(serving));
                    return new Burn(burn.cpu().plus(serving), burn.wall().plus(serving));
                },
                pool);
    }

    private static String tooMuch(long waitingNanos) {
        return Duration.ofNanos(waitingNanos).toMillis()
                + " ms of CPU wait to be burned, which is all that may wait here; try again in a second";
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }
}
