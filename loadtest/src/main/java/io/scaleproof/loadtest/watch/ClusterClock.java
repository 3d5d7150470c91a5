package io.scaleproof.loadtest.watch;

import java.time.Duration;
import java.time.Instant;

/**
 * Puts all times on the run's one axis: durations since its zero.
 *
 * @param zero the run's zero by this machine's clock
 * @param clusterAhead how far the cluster's clock is ahead of this machine's
 */
public record ClusterClock(Instant zero, Duration clusterAhead) {

    /** A time of this machine's clock. */
    public Duration local(Instant at) {
        return Duration.between(zero, at);
    }

    /** A time of the cluster's clock, as objects carry it. */
    public Duration cluster(Instant at) {
        return local(at.minus(clusterAhead));
    }

    /** The same from text in RFC 3339. */
    public Duration cluster(String at) {
        return cluster(Instant.parse(at));
    }
}
