package io.scaleproof.service.load;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast may be burned: as fast as can be, but in an overload only as fast as leaves the process CPU to answer probes and
 * to refuse what comes too much. A container that has used its quota stands still as a whole, whatever its threads would
 * do, so that what serving needs must not be burned: what it has used lately, and a reserve.
 */
final class BurnThrottle {
    /** How long an overload is taken to last after its last sign. */
    private static final Duration OVERLOAD = Duration.ofMillis(500);
    /** How often is looked at what serving uses, which the kernel counts in steps of 10 ms. */
    private static final Duration LOOK = Duration.ofMillis(250);
    /** Shorter pauses cost more than they give. */
    private static final Duration SHORTEST = Duration.ofMillis(2);
    /** Serving may come to need that much more within a look: a young JVM compiles, new connections come in crowds. */
    private static final double RESERVE = 1.25;
    /** What is burned of the container's CPU at least. */
    private static final double LEAST = 0.2;
    /** And at most. Less would keep a service that can serve its load from working off what a burst has left. */
    private static final double MOST = 0.95;

    private final LongSupplier clock;
    private final LongSupplier servingCpu;
    private final double processors;
    private volatile long lastSign;
    private long lastLook;
    private long lastServingCpu;
    private double share = LEAST;
    private long lastBurn;
    private double allowance;

    /**
     * @param clock nanoseconds
     * @param servingCpu CPU nanoseconds that the process has used for anything but burning
     * @param processors CPU of the container
     */
    BurnThrottle(LongSupplier clock, LongSupplier servingCpu, double processors) {
        this.clock = clock;
        this.servingCpu = servingCpu;
        this.processors = processors;
        long now = clock.getAsLong();
        lastSign = now - OVERLOAD.toNanos();
        lastLook = now;
        lastBurn = now;
    }

    /** More waits than should, or is refused. */
    void crowded() {
        lastSign = clock.getAsLong();
    }

    /** Nanoseconds to wait after {@code cpuNanos} more of burning. */
    synchronized long pause(long cpuNanos) {
        long now = clock.getAsLong();
        look(now);
        double perNano = processors * share;
        long passed = now - lastBurn;
        lastBurn = now;
        if (now - lastSign >= OVERLOAD.toNanos()) {
            allowance = 0;
            return 0;
        }
        // What was not burned while the container stood still is not made up for: the others have waited, too.
        allowance = Math.min(allowance + passed * perNano, SHORTEST.toNanos() * perNano) - cpuNanos;
        long pause = (long) (-allowance / perNano);
        return pause < SHORTEST.toNanos() ? 0 : pause;
    }

    private void look(long now) {
        long passed = now - lastLook;
        if (passed < LOOK.toNanos()) {
            return;
        }
        long cpu = servingCpu.getAsLong();
        double serving = (cpu - lastServingCpu) / (passed * processors);
        share = Math.clamp(1 - RESERVE * serving, LEAST, MOST);
        lastLook = now;
        lastServingCpu = cpu;
    }
}
