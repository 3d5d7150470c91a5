package io.scaleproof.loadtest.workers;

import java.util.Comparator;
import java.util.List;

/**
 * How far another process's clocks are ahead of this one's, by questions and answers: the answer was given somewhere within
 * the round trip, so the shortest of several says most, and errs by half of itself at most (as in NTP, RFC 5905, section 8).
 *
 * @param nanosAhead of {@link System#nanoTime}
 * @param wallMicrosAhead of the wall clock
 * @param uncertaintyNanos by how much both may be wrong
 */
record ClockDifference(long nanosAhead, long wallMicrosAhead, long uncertaintyNanos) {

    /**
     * One question and its answer.
     *
     * @param askedNanos here
     * @param answeredNanos here
     * @param theirNanos there, in between
     * @param askedWallMicros the wall clock here when it was asked
     * @param theirWallMicros the wall clock there, in between
     */
    record RoundTrip(long askedNanos, long answeredNanos, long theirNanos, long askedWallMicros, long theirWallMicros) {
        long halfNanos() {
            return (answeredNanos - askedNanos) / 2;
        }
    }

    /** @param trips at least one */
    static ClockDifference of(List<RoundTrip> trips) {
        RoundTrip best = trips.stream()
                .min(Comparator.comparingLong(RoundTrip::halfNanos))
                .orElseThrow();
        return new ClockDifference(
                best.theirNanos() - best.askedNanos() - best.halfNanos(),
                best.theirWallMicros() - best.askedWallMicros() - best.halfNanos() / 1_000,
                best.halfNanos());
    }
}
