package io.scaleproof.service.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Burns CPU time, not wall time: a request costs the same work on a fast machine, a slow one or a throttled one, so
 * that rate x duration = cores.
 */
final class CpuBurner {
    /** About 20 microseconds of arithmetic between two looks at the clock: looking costs a system call. */
    private static final int CHUNK = 2_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final LongConsumer progress;
    private final BurnThrottle throttle;

    /** Keeps the arithmetic from being optimised away. */
    @SuppressWarnings("UnusedVariable")
    private volatile double sink;

    /** @param progress told how many more nanoseconds were burned, again and again */
    CpuBurner(LongConsumer progress, BurnThrottle throttle) {
        this.progress = progress;
        this.throttle = throttle;
    }

    /**
     * Keeps the calling thread busy until it has used {@code cpu}, is interrupted or {@code unwanted}; answers what it really
     * took.
     */
    Burn burn(Duration cpu, BooleanSupplier unwanted) {
        long wallStart = System.nanoTime();
        long cpuStart = threads.getCurrentThreadCpuTime();
        long cpuEnd = cpuStart + cpu.toNanos();
        double value = wallStart;
        long now = cpuStart;
        do {
            long before = now;
            for (int i = 0; i < CHUNK; i++) {
                value = Math.sqrt(value + i) * 1.5;
            }
            now = threads.getCurrentThreadCpuTime();
            progress.accept(now - before);
            long pause = throttle.pause(now - before);
            if (pause > 0) {
                LockSupport.parkNanos(pause);
            }
        } while (now < cpuEnd
                && !unwanted.getAsBoolean()
                && !Thread.currentThread().isInterrupted());
        sink = value;
        return new Burn(Duration.ofNanos(now - cpuStart), Duration.ofNanos(System.nanoTime() - wallStart));
    }
}
