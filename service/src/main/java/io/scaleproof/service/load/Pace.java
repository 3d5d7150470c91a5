package io.scaleproof.service.load;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast may be burned: as fast as can be, but in an overload at a pace that leaves CPU to answer probes and to refuse
 * what comes too much. A container that has used its quota stands still as a whole, whatever its threads would do.
 */
final class Pace {
    /** Of the container's CPU. What is left serves 100 new connections a second at half a CPU, in a young JVM as well. */
    private static final double SHARE_IN_AN_OVERLOAD = 0.4;
    /** How long an overload is taken to last after its last sign. */
    private static final Duration OVERLOAD = Duration.ofMillis(500);
    /** Shorter pauses cost more than they give. */
    private static final Duration SHORTEST = Duration.ofMillis(2);

    private final LongSupplier clock;
    private final double processors;
    private volatile long lastSign;

    /**
     * @param clock nanoseconds
     * @param processors CPU of the container per thread that burns
     */
    Pace(LongSupplier clock, double processors) {
        this.clock = clock;
        this.processors = processors;
        lastSign = clock.getAsLong() - OVERLOAD.toNanos();
    }

    /** More waits than should, or is refused. */
    void crowded() {
        lastSign = clock.getAsLong();
    }

    /** Nanoseconds to wait for a burn that has used {@code cpuNanos} in {@code wallNanos}. */
    long pause(long cpuNanos, long wallNanos) {
        if (clock.getAsLong() - lastSign >= OVERLOAD.toNanos()) {
            return 0;
        }
        long early = (long) (cpuNanos / (processors * SHARE_IN_AN_OVERLOAD)) - wallNanos;
        return early < SHORTEST.toNanos() ? 0 : early;
    }
}
