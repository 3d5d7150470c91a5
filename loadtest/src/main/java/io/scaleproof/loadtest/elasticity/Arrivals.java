package io.scaleproof.loadtest.elasticity;

/** Requests as they were due. */
@FunctionalInterface
public interface Arrivals {
    /** Nobody knows of any. */
    Arrivals NONE = (from, to) -> 0;

    /** How many were due between the two times, in milliseconds; fractions count. */
    double between(long from, long to);
}
