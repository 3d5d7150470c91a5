package io.scaleproof.service.load;

import io.micronaut.context.annotation.Context;
import io.scaleproof.service.Settings;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory held for a while, outside the heap: a heap that has grown is not given back, so an autoscaler on memory would
 * never see it fall. Made at the start, so that its metrics are there before the first request.
 */
@Context
class HeldMemory {
    private static final long MEBIBYTE = 1 << 20;

    private final AtomicInteger heldMebibytes = new AtomicInteger();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final LoadMetrics metrics;
    private final int mostMebibytes;

    HeldMemory(Settings settings, LoadMetrics metrics) {
        this.metrics = metrics;
        mostMebibytes = settings.memoryMebibytes();
        metrics.gauge("scaleproof_held_memory_bytes", "Memory held.", () -> heldMebibytes.get() * MEBIBYTE);
        metrics.gauge("scaleproof_held_memory_limit_bytes", "Memory that may be held.", () -> mostMebibytes * MEBIBYTE);
    }

    /** Reserves {@code mebibytes}; false when that would be more than allowed at a time. */
    boolean reserve(int mebibytes) {
        int before = heldMebibytes.getAndUpdate(held -> fits(held, mebibytes) ? held + mebibytes : held);
        return fits(before, mebibytes);
    }

    /** Takes what was reserved from the system, and gives it back after {@code time}. */
    CompletionStage<Void> hold(int mebibytes, Duration time) {
        return CompletableFuture.runAsync(() -> {
            Arena arena = Arena.ofShared();
            try {
                // Every page is written when it is zeroed, so the memory is truly used. That is load, and no part of
                // serving.
                long before = threads.getCurrentThreadCpuTime();
                arena.allocate(mebibytes * MEBIBYTE);
                metrics.burned(threads.getCurrentThreadCpuTime() - before);
            } catch (OutOfMemoryError e) {
                release(arena, mebibytes);
                throw e;
            }
            CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> release(arena, mebibytes));
        });
    }

    int heldMebibytes() {
        return heldMebibytes.get();
    }

    private boolean fits(int held, int mebibytes) {
        return held <= mostMebibytes - mebibytes;
    }

    private void release(Arena arena, int mebibytes) {
        arena.close();
        heldMebibytes.addAndGet(-mebibytes);
    }
}
