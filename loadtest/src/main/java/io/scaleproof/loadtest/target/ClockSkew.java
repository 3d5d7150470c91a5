package io.scaleproof.loadtest.target;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How far the cluster's clock is ahead of this machine's.
 *
 * <p>The API server's answers are stamped in whole seconds: a stamp s that arrives at local time t says that the cluster's
 * clock then stood between s and s + 1 s, so that it is ahead by something between s - t and s + 1 s - t. Several stamps
 * narrow that down.
 */
final class ClockSkew {
    private ClockSkew() {}

    /** One stamp and when it arrived. */
    record Stamp(Instant arrived, Instant stamped) {}

    /** Nothing if the clocks may well agree, otherwise the middle of what is possible. */
    static Duration ahead(List<Stamp> stamps) {
        Duration least = Duration.ofDays(-10_000);
        Duration most = Duration.ofDays(10_000);
        for (Stamp stamp : stamps) {
            Duration from = Duration.between(stamp.arrived(), stamp.stamped());
            Duration to = from.plusSeconds(1);
            least = from.compareTo(least) > 0 ? from : least;
            most = to.compareTo(most) < 0 ? to : most;
        }
        boolean mayAgree = least.compareTo(Duration.ZERO) <= 0 && most.compareTo(Duration.ZERO) >= 0;
        return mayAgree ? Duration.ZERO : least.plus(most).dividedBy(2);
    }
}
