package io.scaleproof.loadtest.load;

import java.time.Duration;

/** When requests are due: a pure, strictly increasing sequence, without a clock. */
@FunctionalInterface
public interface FireTimes {

    /** What {@link #dueNanos} answers for a request that is never due. */
    long NEVER = Long.MAX_VALUE;

    /**
     * When request {@code n} (from 0) is due, in nanoseconds after the stage's start; {@link #NEVER} if the sequence has
     * ended.
     */
    long dueNanos(long n);

    /** Evenly spaced: request {@code n} at {@code n / rate}. A rate of 0 sends nothing. */
    static FireTimes constant(double perSecond) {
        requireRate(perSecond);
        return perSecond == 0 ? n -> NEVER : n -> Math.round(n * (1e9 / perSecond));
    }

    /**
     * Evenly spaced after a request that has left already: request {@code n} at {@code (n + 1) / rate}. A rate of 0 sends
     * nothing.
     */
    static FireTimes following(double perSecond) {
        FireTimes constant = constant(perSecond);
        return n -> constant.dueNanos(n + 1);
    }

    /**
     * The rate goes linearly from {@code from} to {@code to} within {@code length}, and nothing is due after that.
     *
     * <p>The number of requests due by the time t is the integral of the rate, N(t) = from t + (to - from) t^2 / (2 T).
     * Solving N(t) = n for t, in the form that stays exact when from is close to to: t = 2 n / (from + sqrt(from^2 + 2 n
     * (to - from) / T)).
     */
    static FireTimes ramp(double from, double to, Duration length) {
        requireRate(from);
        requireRate(to);
        if (!length.isPositive()) {
            throw new IllegalArgumentException("A ramp needs a length above 0, and was given " + length);
        }
        double seconds = length.toNanos() / 1e9;
        double slope = (to - from) / seconds;
        double total = (from + to) / 2 * seconds;
        return n -> {
            if (n >= total) {
                return NEVER;
            }
            return n == 0 ? 0 : Math.round(1e9 * 2 * n / (from + Math.sqrt(from * from + 2 * slope * n)));
        };
    }

    private static void requireRate(double rate) {
        if (!Double.isFinite(rate) || rate < 0) {
            throw new IllegalArgumentException("A rate is a number of requests per second from 0 up, not " + rate);
        }
    }
}
