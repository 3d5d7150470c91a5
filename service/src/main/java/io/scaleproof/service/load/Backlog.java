package io.scaleproof.service.load;

import java.time.Duration;
import java.util.Optional;

/**
 * The CPU that accepted requests have still to burn, and who is accepted besides: as long as less is outstanding than may
 * be, or a burner is free, which begins at once with whatever it is given. So no more is ever outstanding than may be and
 * one request a burner.
 */
final class Backlog {
    private final long mostNanos;
    private final int burners;
    private long nanos;
    private int burns;

    /**
     * @param most CPU that may be outstanding
     * @param burners threads that burn
     */
    Backlog(Duration most, int burners) {
        mostNanos = most.toNanos();
        this.burners = burners;
    }

    /** Why another burn would be refused now, if it would. */
    synchronized Optional<String> refusal() {
        return nanos < mostNanos || burns < burners
                ? Optional.empty()
                : Optional.of(nanos / 1_000_000
                        + " ms of CPU are still to be burned, which is all that may wait here; try again in a second");
    }

    /** Accepts {@code cpu} more, or says why not. */
    synchronized Optional<String> add(Duration cpu) {
        Optional<String> refusal = refusal();
        if (refusal.isEmpty()) {
            nanos += cpu.toNanos();
            burns++;
        }
        return refusal;
    }

    /** What was added is burned. */
    synchronized void remove(Duration cpu) {
        nanos -= cpu.toNanos();
        burns--;
    }

    /** CPU that is outstanding, in seconds. */
    synchronized double seconds() {
        return nanos / 1e9;
    }

    /** CPU that may be outstanding, in seconds. */
    double mostSeconds() {
        return mostNanos / 1e9;
    }

    /** Whether more than half of what may be is outstanding, and somebody waits. */
    synchronized boolean isLong() {
        return nanos > mostNanos / 2 && burns > burners;
    }
}
