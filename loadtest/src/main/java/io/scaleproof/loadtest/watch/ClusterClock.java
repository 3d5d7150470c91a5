package io.scaleproof.loadtest.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Puts all times on the run's one axis: durations since its zero.
 *
 * @param zero the run's zero by this machine's clock
 * @param clusterAhead how far the cluster's clock is ahead of this machine's
 */
public record ClusterClock(Instant zero, Duration clusterAhead) {
    /** Each of the two is known to a second at best. */
    private static final Duration AGREES = Duration.ofSeconds(3);

    /**
     * Why nothing that the cluster dated can be believed, if it was set in mid-run: its clock is {@code nowAhead} of this machine's
     * steady one at the run's end, and was {@code clusterAhead} of it before.
     */
    public Optional<String> wasSet(Duration nowAhead) {
        Duration moved = nowAhead.minus(clusterAhead);
        return moved.abs().compareTo(AGREES) <= 0
                ? Optional.empty()
                : Optional.of(
                        "the cluster's clock was set %s by %s in mid-run, and what it dates (metrics, the steps of pods' lives) lies wrong by that for a part of it"
                                .formatted(moved.isNegative() ? "back" : "forward", words(moved.abs())));
    }

    private static String words(Duration time) {
        return time.compareTo(Duration.ofMinutes(2)) < 0 ? time.toSeconds() + " s" : time.toMinutes() + " min";
    }

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
