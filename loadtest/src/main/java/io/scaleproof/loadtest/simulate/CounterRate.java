package io.scaleproof.loadtest.simulate;

/**
 * The {@code rate()} of a counter as Prometheus computes it: what it grew by between the first and the last scrape of the
 * window, extrapolated to the window's ends unless these are further from a scrape than a scrape from the next, but to no
 * time at which the counter would have been below zero. See {@code extrapolatedRate} in Prometheus' promql/functions.go.
 */
final class CounterRate {
    private static final double FAR = 1.1;

    private CounterRate() {}

    /** In thousandths, cut off as Prometheus Adapter does; not for what a double lacks of a whole number. */
    static long milli(double rate) {
        return (long) (rate * 1e3 + 1e-6);
    }

    /**
     * In units a second; times in milliseconds.
     *
     * @param begin of the window
     * @param end of the window
     * @param first scrape of the window
     * @param last scrape of the window, later than the first
     * @param scrapes how many there are from the first to the last
     * @param before the counter at the first
     * @param after the counter at the last
     */
    static double of(long begin, long end, long first, long last, int scrapes, double before, double after) {
        double grown = after - before;
        double sampled = last - first;
        double between = sampled / (scrapes - 1);
        double toStart = first - begin;
        double toEnd = end - last;
        if (toStart >= between * FAR) {
            toStart = between / 2;
        }
        if (grown > 0 && before >= 0) {
            toStart = Math.min(toStart, sampled * (before / grown));
        }
        if (toEnd >= between * FAR) {
            toEnd = between / 2;
        }
        return grown * ((sampled + toStart + toEnd) / sampled) / ((end - begin) / 1e3);
    }
}
