package io.scaleproof.service.load;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast may be burned: as fast as can be, but in an overload at a pace that leaves CPU to answer probes and to refuse
 * what comes too much. A container that has used its quota stands still as a whole, whatever its threads would do.
 */
final class Pace {
    /** Of the container's CPU. What is left serves 100 new connections a second at half a CPU. */
    private static final double SHARE_IN_AN_OVERLOAD = 0.6;
    /** How long after a refusal an overload is taken to last. */
    private static final Duration OVERLOAD = Duration.ofSeconds(1);
    /** Shorter pauses cost more than they give. */
    private static final Duration SHORTEST = Duration.ofMillis(2);

    private final LongSupplier clock;
    private final double processors;
    private volatile long lastRefusal;

    /**
     * @param clock nanoseconds
     * @param processors CPU of the container per thread that burns
     */
    Pace(LongSupplier clock, double processors) {
        this.clock = clock;
        this.processors = processors;
        lastRefusal = clock.getAsLong() - OVERLOAD.toNanos();
    }

    void refused() {
        lastRefusal = clock.getAsLong();
    }

    /** Nanoseconds to wait for a burn that has used {@code cpuNanos} in {@code wallNanos}. */
    long pause(long cpuNanos, long wallNanos) {
        if (clock.getAsLong() - lastRefusal >= OVERLOAD.toNanos()) {
            return 0;
        }
        long early = (long) (cpuNanos / (processors * SHARE_IN_AN_OVERLOAD)) - wallNanos;
        return early < SHORTEST.toNanos() ? 0 : early;
    }
}
