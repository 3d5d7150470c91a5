package io.scaleproof.loadtest.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers as they are shown. */
final class Words {
    private Words() {}

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%,.1f s", time.toMillis() / 1e3);
    }

    /** The same in the unit that suits its size. */
    static String time(Duration time) {
        return time.abs().compareTo(Duration.ofSeconds(1)) < 0 ? time.toMillis() + " ms" : seconds(time);
    }

    static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%,.0f ms", millis);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String number(double number) {
        return String.format(Locale.ROOT, number == Math.rint(number) ? "%,.0f" : "%,.1f", number);
    }

    static String percent(double fraction) {
        String digits = String.format(Locale.ROOT, "%.3g", fraction * 100);
        return (digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits) + " %";
    }

    static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }
}
