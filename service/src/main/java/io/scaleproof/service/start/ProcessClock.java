package io.scaleproof.service.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How old this process is and what it used, by the kernel's own clocks: the JVM's age is off by up to a second. */
public final class ProcessClock {
    private static final int TICKS_PER_SECOND = 100;
    private static final int USER_FIELD = 13;
    private static final int SYSTEM_FIELD = 14;
    private static final int START_FIELD = 21;

    private ProcessClock() {}

    /** Time since the kernel made this process, to 10 ms. */
    public static Duration sinceStart() {
        double startSeconds = Long.parseLong(fields("/proc/self/stat")[START_FIELD]) / (double) TICKS_PER_SECOND;
        double nowSeconds = Double.parseDouble(fields("/proc/uptime")[0]);
        return Duration.ofMillis((long) ((nowSeconds - startSeconds) * 1_000));
    }

    /** Processor time of all its threads, the JVM's own included, to 10 ms. */
    public static Duration cpu() {
        String[] fields = fields("/proc/self/stat");
        long ticks = Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[SYSTEM_FIELD]);
        return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
    }

    private static String[] fields(String file) {
        try {
            return Files.readString(Path.of(file)).split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
