package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.target.SteadyClock;
import java.time.Duration;
import java.time.Instant;

/**
 * The run's clock: durations since its zero, by the monotonic clock, so that a correction of the wall clock in mid-run
 * moves nothing.
 */
record RunClock(Instant zero, long zeroNanos) {

    static RunClock startingNow() {
        return startingIn(Duration.ZERO);
    }

    /** One whose zero is still to come: until then it is before zero. */
    static RunClock startingIn(Duration lead) {
        return new RunClock(SteadyClock.OWN.instant().plus(lead), System.nanoTime() + lead.toNanos());
    }

    Duration now() {
        return Duration.ofNanos(System.nanoTime() - zeroNanos);
    }
}
