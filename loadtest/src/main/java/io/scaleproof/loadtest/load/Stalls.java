package io.scaleproof.loadtest.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds this process's stalls in the times at which a thread woke that asks to be woken every {@link #PERIOD}, and has
 * nothing else to do. It knows nothing of requests, so a service that stalls looks no different to it.
 */
final class Stalls {
    static final Duration PERIOD = Duration.ofMillis(10);
    /** Woken later than this is a stall; less is a scheduler's daily life, and lost in a latency. */
    static final Duration LEAST = Duration.ofMillis(50);

    private final Deque<Stall> newestFirst = new ArrayDeque<>();
    private long awakeNanos;

    Stalls(long nowNanos) {
        awakeNanos = nowNanos;
    }

    /** The thread woke. */
    synchronized void awake(long nowNanos) {
        gap(nowNanos).ifPresent(newestFirst::addFirst);
        awakeNanos = nowNanos;
    }

    /**
     * The stalls that had not ended by {@code fromNanos}. The thread's being overdue at {@code nowNanos} counts: who asks
     * may have been woken before it.
     */
    synchronized List<Stall> since(long fromNanos, long nowNanos) {
        Optional<Stall> gap = gap(nowNanos);
        if (gap.isEmpty() && (newestFirst.isEmpty() || !newestFirst.peekFirst().lastsBeyond(fromNanos))) {
            // What every request is told as long as this process is well.
            return List.of();
        }
        List<Stall> since = new ArrayList<>(gap.stream().toList());
        newestFirst.stream().takeWhile(stall -> stall.lastsBeyond(fromNanos)).forEach(since::add);
        return since;
    }

    private Optional<Stall> gap(long nowNanos) {
        long late = nowNanos - awakeNanos - PERIOD.toNanos();
        return late > LEAST.toNanos() ? Optional.of(new Stall(awakeNanos + PERIOD.toNanos(), late)) : Optional.empty();
    }
}
