package io.scaleproof.loadtest.tune;

import java.util.Locale;

/** Numbers as they are shown. */
final class Amounts {
    private Amounts() {}

    static String of(double number) {
        String form = number == Math.rint(number) || Math.abs(number) >= 1_000
                ? "%,.0f"
                : Math.abs(number) >= 100 ? "%.1f" : Math.abs(number) >= 0.1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, form, number);
    }

    static String percent(double fraction) {
        return of(fraction * 100) + " %";
    }
}
