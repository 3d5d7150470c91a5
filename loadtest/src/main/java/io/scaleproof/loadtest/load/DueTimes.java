package io.scaleproof.loadtest.load;

import java.util.Optional;

/** When a stage's requests are due, one after another, while its rate changes. Pure; for one thread. */
final class DueTimes {
    private FireTimes times;
    private long base;
    private long taken;
    private Optional<Long> last = Optional.empty();

    /** @param startNanos the time that {@code times} counts from */
    DueTimes(FireTimes times, long startNanos) {
        this.times = times;
        this.base = startNanos;
    }

    /** When the next request is due; {@link FireTimes#NEVER} if none is. */
    long next() {
        return ahead(0);
    }

    /** When the request is due that comes so many after the next one, if nothing changes before. */
    long ahead(long requests) {
        long offset = times.dueNanos(taken + requests);
        return offset == FireTimes.NEVER ? FireTimes.NEVER : base + offset;
    }

    /** The next request leaves. */
    void take() {
        last = Optional.of(next());
        taken++;
    }

    /**
     * Goes on with {@code following}, counted from the last request that has left, so that a change sends neither two in a
     * row nor leaves a gap; but not before {@code atNanos}, which a much higher rate would ask for.
     */
    void change(long atNanos, FireTimes following) {
        long first = following.dueNanos(0);
        long earliest = first == FireTimes.NEVER ? atNanos : atNanos - first;
        base = Math.max(last.orElse(atNanos), earliest);
        times = following;
        taken = 0;
    }
}
