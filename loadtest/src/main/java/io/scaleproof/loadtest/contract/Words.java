package io.scaleproof.loadtest.contract;

import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.record.HpaSettings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Figures as verdicts say them. */
final class Words {
    private Words() {}

    static String within(Duration limit) {
        return "within " + (limit.compareTo(Duration.ofSeconds(1)) < 0 ? millis(limit) : seconds(limit));
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
    }

    static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.0f ms", time.toNanos() / 1e6);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String percent(double fraction) {
        return BigDecimal.valueOf(fraction * 100)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    static String pods(int number) {
        return number == 1 ? "1 pod" : number + " pods";
    }

    /** What the HPA's policies in one direction allow. */
    static String policies(HpaSettings.Rules rules) {
        String policies = rules.policies().stream()
                .map(policy -> "%d %s per %d s"
                        .formatted(
                                policy.value(),
                                policy.type().equals("Percent") ? "%" : "pods",
                                policy.period().toSeconds()))
                .collect(joining(", "));
        return policies.isEmpty() ? "a doubling or 4 pods a sync, as without behavior" : policies;
    }

    /** One number, or both ends of what it may be. */
    static String either(int least, int most) {
        return least == most
                ? String.valueOf(least)
                : most == least + 1 ? least + " or " + most : least + " to " + most;
    }
}
