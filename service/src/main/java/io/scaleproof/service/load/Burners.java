package io.scaleproof.service.load;

import io.scaleproof.service.Settings;
import io.scaleproof.service.machine.ProcessClock;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few platform threads that burn, and a bounded queue before them. Virtual threads would be wrong here: the work never
 * blocks, so it would keep the carriers from everything else.
 *
 * <p>The bound is time, not a number of requests: a burn is accepted while what is outstanding takes less than
 * {@link Settings#queue}, whatever the container's limit, or while a burner is free. The last one accepted may be longer.
 */
@Singleton
public class Burners {
    private final LoadMetrics metrics;
    private final BurnThrottle throttle;
    private final CpuBurner burner;
    private final ThreadPoolExecutor pool;
    private final Backlog backlog;

    Burners(Settings settings, LoadMetrics metrics) {
        this.metrics = metrics;
        throttle = new BurnThrottle(System::nanoTime, this::servingNanos, CpuLimit.processors());
        burner = new CpuBurner(metrics::burned, throttle);
        double processors = Math.min(CpuLimit.processors(), settings.burners());
        backlog = new Backlog(Duration.ofNanos((long) (settings.queue().toNanos() * processors)), settings.burners());
        pool = new ThreadPoolExecutor(
                settings.burners(),
                settings.burners(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("burner-", 1).daemon().factory());
        metrics.gauge("scaleproof_burn_queue_length", "Burns waiting for a burner.", pool.getQueue()::size);
        metrics.gauge("scaleproof_burn_backlog_seconds", "CPU accepted and not burned yet.", backlog::seconds);
        metrics.gauge(
                "scaleproof_burn_backlog_limit_seconds",
                "CPU that may be outstanding; what comes beyond is refused.",
                backlog::mostSeconds);
    }

    /** All that is not burned. Where nobody knows what the process used it counts as nothing, and burning gets the most. */
    private long servingNanos() {
        return ProcessClock.own()
                .cpu()
                .map(cpu -> cpu.toNanos() - metrics.burnedNanos())
                .orElse(0L);
    }

    /** Why a burn would be refused now, if it would. */
    public Optional<String> refusal() {
        Optional<String> refusal = backlog.refusal();
        if (refusal.isPresent()) {
            throttle.crowded();
        }
        return refusal;
    }

    /**
     * Burns {@code cpu} when a burner is free, as long as {@code client} waits for it.
     *
     * @throws RejectedExecutionException at once when as much is outstanding as may be
     */
    CompletionStage<Burn> burn(Duration cpu, Client client) {
        Optional<String> refusal = backlog.add(cpu);
        if (refusal.isPresent() || backlog.isLong()) {
            throttle.crowded();
        }
        if (refusal.isPresent()) {
            throw new RejectedExecutionException(refusal.get());
        }
        var burning = new Burning(cpu, burner, backlog, metrics::begun);
        pool.execute(burning);
        client.ifGoneBefore(burning.result(), () -> giveUp(burning));
        return burning.result();
    }

    private void giveUp(Burning burning) {
        if (pool.remove(burning)) {
            burning.drop();
        } else {
            burning.giveUp();
        }
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }
}
