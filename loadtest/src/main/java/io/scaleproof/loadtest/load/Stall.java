package io.scaleproof.loadtest.load;

import java.util.Locale;

/**
 * A time in which this process did not run: a collection, a busy core, a machine that was taken away.
 *
 * @param fromNanos when it began, by {@link System#nanoTime}
 * @param lengthNanos how long it lasted
 */
record Stall(long fromNanos, long lengthNanos) {

    /** How much of it lies between the two times. */
    long overlapNanos(long from, long to) {
        long begin = Math.max(0, from - fromNanos);
        long end = Math.min(lengthNanos, to - fromNanos);
        return Math.max(0, end - begin);
    }

    /** Whether it had not ended by then. */
    boolean lastsBeyond(long nanos) {
        return fromNanos + lengthNanos - nanos > 0;
    }

    /**
     * Whether a request's time-out is this stall's fault: an answer that came while nobody could read it was as good as
     * none. The stall's own length is granted after it, in which what piled up is worked off. Later than that an answer
     * would have been seen, so its want is the service's.
     */
    boolean spoils(long dueNanos, long deadlineNanos) {
        long deadline = deadlineNanos - fromNanos;
        return dueNanos - fromNanos < lengthNanos && deadline >= 0 && deadline <= 2 * lengthNanos;
    }

    /** For the ledger. */
    String words() {
        double millis = lengthNanos / 1e6;
        return "the generator stood still for "
                + (millis < 1_000
                        ? String.format(Locale.ROOT, "%.0f ms", millis)
                        : String.format(Locale.ROOT, "%.1f s", millis / 1e3));
    }
}
