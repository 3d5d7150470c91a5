package io.scaleproof.loadtest.session;

import java.time.Duration;
import java.time.Instant;

/**
 * The run's clock: durations since its zero, by the monotonic clock, so that a correction of the wall clock in mid-run
 * moves nothing.
 */
record RunClock(Instant zero, long zeroNanos) {

    static RunClock startingNow() {
        return new RunClock(Instant.now(), System.nanoTime());
    }

    Duration now() {
        return Duration.ofNanos(System.nanoTime() - zeroNanos);
    }
}
