package io.scaleproof.loadtest.plan;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in plans and contracts: {@code 250ms}, {@code 45s}, {@code 1.5m}, {@code 2h}. */
public final class DurationText {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|min|h)");
    private static final Map<String, Integer> MILLIS =
            Map.of("ms", 1, "s", 1_000, "m", 60_000, "min", 60_000, "h", 3_600_000);

    private DurationText() {}

    /**
     * Reads one.
     *
     * @param what the key it stands at, for the message
     * @throws IllegalArgumentException when it has another form
     */
    public static Duration parse(String what, String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "%s is '%s', which is no duration. Write it like 45s, 250ms or 2m".formatted(what, text));
        }
        BigDecimal millis = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(MILLIS.get(form.group(2))));
        return Duration.ofMillis(millis.longValue());
    }
}
