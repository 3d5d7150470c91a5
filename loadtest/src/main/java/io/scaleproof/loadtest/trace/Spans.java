package io.scaleproof.loadtest.trace;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time and numbers as people say them. */
public final class Spans {
    private Spans() {}

    /** In the largest unit that leaves a number from 1 up: {@code 250 ms}, {@code 15 s}, {@code 2.5 min}, {@code 7 days}. */
    public static String words(Duration time) {
        double seconds = time.toNanos() / 1e9;
        if (seconds < 1) {
            return number(seconds * 1e3) + " ms";
        }
        if (seconds < 120) {
            return number(seconds) + " s";
        }
        if (seconds < 7_200) {
            return number(seconds / 60) + " min";
        }
        return seconds < 172_800 ? number(seconds / 3_600) + " h" : number(seconds / 86_400) + " days";
    }

    /** With as many digits as tell something. */
    public static String number(double number) {
        double size = Math.abs(number);
        String form = number == Math.rint(number) || size >= 1_000 ? "%,.0f" : size >= 10 ? "%,.1f" : "%,.2f";
        return String.format(Locale.ROOT, form, number);
    }
}
