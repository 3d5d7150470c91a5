package io.scaleproof.loadtest.need;

/**
 * A figure with its uncertainty.
 *
 * @param low not below this
 * @param mid the best guess
 * @param high not above this
 */
public record Range(double low, double mid, double high) {
    /** Nothing, for certain. */
    public static final Range ZERO = new Range(0, 0, 0);

    public Range {
        if (!(low <= mid && mid <= high)) {
            throw new IllegalArgumentException("A range goes up: %s, %s, %s do not".formatted(low, mid, high));
        }
    }

    /** {@code mid}, give or take the fraction {@code part} of it. */
    public static Range around(double mid, double part) {
        return new Range(mid * (1 - part), mid, mid * (1 + part));
    }

    public Range times(double factor) {
        return new Range(low * factor, mid * factor, high * factor);
    }

    /** No less than the one and no more than the other. */
    public Range within(double least, double most) {
        return new Range(Math.clamp(low, least, most), Math.clamp(mid, least, most), Math.clamp(high, least, most));
    }

    /** All that either may be, with the mean of both in the middle. */
    public Range or(Range other) {
        return new Range(Math.min(low, other.low), (mid + other.mid) / 2, Math.max(high, other.high));
    }

    /** How far it reaches to either side, as a fraction of the middle. */
    public double part() {
        return mid == 0 ? 0 : (high - low) / 2 / mid;
    }
}
