package io.scaleproof.service.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * How old this process is and what it used, by the kernel's own clocks: the JVM's age is off by up to a second. Where there
 * is no {@code /proc}, as on macOS, the JDK is asked.
 */
public final class ProcessClock {
    private static final Path OWN = Path.of("/proc/self/stat");
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final int TICKS_PER_SECOND = 100;
    private static final int USER_FIELD = 13;
    private static final int SYSTEM_FIELD = 14;
    private static final int START_FIELD = 21;

    private ProcessClock() {}

    /** Time since the kernel made this process, to 10 ms. */
    public static Duration sinceStart() {
        return Files.isReadable(OWN)
                ? sinceStartByProc()
                : sinceStartByJdk(ProcessHandle.current().info(), Instant.now());
    }

    static Duration sinceStartByJdk(ProcessHandle.Info process, Instant now) {
        return process.startInstant().map(start -> Duration.between(start, now)).orElse(Duration.ZERO);
    }

    private static Duration sinceStartByProc() {
        double startSeconds = Long.parseLong(fields(OWN)[START_FIELD]) / (double) TICKS_PER_SECOND;
        double nowSeconds = Double.parseDouble(fields(UPTIME)[0]);
        return Duration.ofMillis((long) ((nowSeconds - startSeconds) * 1_000));
    }

    /** Processor time of all its threads, the JVM's own included, to 10 ms. */
    public static Duration cpu() {
        return Files.isReadable(OWN)
                ? cpuByProc()
                : cpuByJdk(ProcessHandle.current().info());
    }

    static Duration cpuByJdk(ProcessHandle.Info process) {
        return process.totalCpuDuration().orElse(Duration.ZERO);
    }

    private static Duration cpuByProc() {
        String[] fields = fields(OWN);
        long ticks = Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[SYSTEM_FIELD]);
        return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
    }

    private static String[] fields(Path file) {
        try {
            return Files.readString(file).split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
