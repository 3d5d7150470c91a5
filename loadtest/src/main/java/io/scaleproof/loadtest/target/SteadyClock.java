package io.scaleproof.loadtest.target;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * This machine's clock as it was when this program began, and the monotonic clock from there on. Whoever sets the wall clock in
 * mid-run moves nothing that was seen.
 */
public final class SteadyClock implements InstantSource {
    /** The one that this whole program goes by: times of two would not be the same. */
    public static final InstantSource OWN = new SteadyClock(InstantSource.system(), System::nanoTime);

    private final Instant zero;
    private final long zeroNanos;
    private final LongSupplier nanos;

    SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.nanos = nanos;
        this.zeroNanos = nanos.getAsLong();
        this.zero = wall.instant();
    }

    @Override
    public Instant instant() {
        return zero.plus(Duration.ofNanos(nanos.getAsLong() - zeroNanos));
    }
}
