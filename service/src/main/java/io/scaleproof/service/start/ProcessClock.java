package io.scaleproof.service.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How old this process is, by the kernel's own clock: the JVM's figure is off by up to a second. */
public final class ProcessClock {
    private static final int TICKS_PER_SECOND = 100;
    private static final int START_FIELD = 21;

    private ProcessClock() {}

    /** Time since the kernel made this process, to 10 ms. */
    public static Duration sinceStart() {
        double startSeconds = Long.parseLong(fields("/proc/self/stat")[START_FIELD]) / (double) TICKS_PER_SECOND;
        double nowSeconds = Double.parseDouble(fields("/proc/uptime")[0]);
        return Duration.ofMillis((long) ((nowSeconds - startSeconds) * 1_000));
    }

    private static String[] fields(String file) {
        try {
            return Files.readString(Path.of(file)).split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
