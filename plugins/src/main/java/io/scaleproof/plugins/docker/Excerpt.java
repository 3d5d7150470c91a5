package io.scaleproof.plugins.docker;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Of what a build or a push says, what is worth a line: each step, and in between now and then where it is. All of it were
 * hundreds of lines of package names wherever Pulumi prints to a log, among which its own were not seen. What a failed build
 * said is in its error.
 */
final class Excerpt implements Consumer<String> {
    private static final Duration SELDOM = Duration.ofSeconds(10);
    private static final Pattern STEP = Pattern.compile("^Step \\d+/\\d+ : .*");

    private final Consumer<String> lines;
    private final LongSupplier nanoClock;
    private long last;

    Excerpt(Consumer<String> lines, LongSupplier nanoClock) {
        this.lines = lines;
        this.nanoClock = nanoClock;
        this.last = nanoClock.getAsLong();
    }

    @Override
    public void accept(String line) {
        long now = nanoClock.getAsLong();
        if (STEP.matcher(line).matches() || now - last >= SELDOM.toNanos()) {
            last = now;
            lines.accept(line);
        }
    }
}
