package io.scaleproof.loadtest.terminal;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** A line of bars, one a value, scaled to the largest. */
public final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** One bar a value. */
    public static <T> String of(Collection<T> values, ToDoubleFunction<T> height) {
        double highest = values.stream().mapToDouble(height).max().orElse(0);
        StringBuilder line = new StringBuilder();
        for (T value : values) {
            double part = highest <= 0 ? 0 : height.applyAsDouble(value) / highest;
            line.append(BARS.charAt((int) Math.min(BARS.length() - 1, Math.floor(part * BARS.length()))));
        }
        return line.toString();
    }
}
