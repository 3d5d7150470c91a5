package io.scaleproof.loadtest.load;

/**
 * A sender's part of a schedule that several keep together: every {@code of}-th request, so that all parts together are the
 * schedule, each of its requests once, whatever its rate does.
 *
 * @param index from 0
 * @param of number of senders
 */
public record Share(int index, int of) {
    /** All of it. */
    public static final Share WHOLE = new Share(0, 1);

    public Share {
        if (of < 1 || index < 0 || index >= of) {
            throw new IllegalArgumentException("There is no share %d of %d: they count from 0".formatted(index, of));
        }
    }

    /** Whether a stage's request {@code n} (from 0) belongs to it. */
    boolean has(long n) {
        return n % of == index;
    }

    /** How many requests after request {@code n} its next one is, 0 if that one is. */
    long until(long n) {
        return Math.floorMod(index - n, of);
    }
}
