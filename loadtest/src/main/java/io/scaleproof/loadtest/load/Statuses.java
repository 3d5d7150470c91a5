package io.scaleproof.loadtest.load;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * HTTP statuses that count as served.
 *
 * @param patterns such as {@code 2xx} or {@code 404}
 */
public record Statuses(List<String> patterns) {
    public static final Statuses SUCCESSFUL = new Statuses(List.of("2xx"));

    private static final Pattern ONE = Pattern.compile("[2-5]([0-9]{2}|xx)");

    public Statuses {
        patterns = List.copyOf(patterns);
    }

    /**
     * Reads a list such as {@code 2xx,304}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Statuses parse(String text) {
        List<String> patterns =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (!patterns.stream().allMatch(pattern -> ONE.matcher(pattern).matches())) {
            throw new IllegalArgumentException(
                    "--expect is '%s'; it may be statuses such as 2xx or 2xx,404".formatted(text));
        }
        return new Statuses(patterns);
    }

    boolean include(int status) {
        for (String pattern : patterns) {
            if (pattern.charAt(0) - '0' == status / 100
                    && (pattern.endsWith("x") || Integer.parseInt(pattern) == status)) {
                return true;
            }
        }
        return false;
    }
}
