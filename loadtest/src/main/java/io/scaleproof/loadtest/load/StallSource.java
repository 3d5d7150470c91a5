package io.scaleproof.loadtest.load;

import java.util.List;

/** Knows when this process stood still. */
@FunctionalInterface
interface StallSource extends AutoCloseable {

    /** The stalls that had not ended by {@code fromNanos}, up to now; by {@link System#nanoTime}. */
    List<Stall> since(long fromNanos);

    @Override
    default void close() {}
}
