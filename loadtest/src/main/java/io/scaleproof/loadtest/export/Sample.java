package io.scaleproof.loadtest.export;

/**
 * A value of a series at a time.
 *
 * @param millis since 1970
 * @param bits of the value as a double: the end of a series is a NaN of its own, which a double variable may not keep
 */
record Sample(Series series, long millis, long bits) {
    /** Prometheus' marker that a series has ended ({@code model/value}). */
    static final long STALE = 0x7ff0000000000002L;

    double value() {
        return Double.longBitsToDouble(bits);
    }
}
