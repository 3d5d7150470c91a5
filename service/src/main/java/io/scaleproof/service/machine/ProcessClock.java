package io.scaleproof.service.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How old a process is and what it used, by the kernel's own clocks (proc(5)): the JVM's age is off by up to a second. Where
 * there is no {@code /proc}, as on macOS, the JDK is asked.
 */
public final class ProcessClock {
    private static final ProcessClock OWN =
            new ProcessClock(Path.of("/proc"), () -> ProcessHandle.current().info());

    private static final int TICKS_PER_SECOND = 100;
    /** Counted from what follows the name, in which there may be anything. */
    private static final int USER_FIELD = 11;

    private static final int SYSTEM_FIELD = 12;
    private static final int START_FIELD = 19;

    private final Path proc;
    private final Supplier<ProcessHandle.Info> jdk;

    /**
     * @param proc {@code /proc}, or what stands for it
     * @param jdk what the JDK knows at the moment
     */
    public ProcessClock(Path proc, Supplier<ProcessHandle.Info> jdk) {
        this.proc = proc;
        this.jdk = jdk;
    }

    /** That of this process. */
    public static ProcessClock own() {
        return OWN;
    }

    /** Time since this process was made, to 10 ms; since its JVM was, where nobody knows more. */
    public Duration sinceStart() {
        return sinceStartByProc()
                .or(this::sinceStartByJdk)
                .orElseGet(() ->
                        Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()));
    }

    private Optional<Duration> sinceStartByProc() {
        return stat().flatMap(stat -> read("uptime").map(uptime -> {
            double startSeconds = Long.parseLong(stat[START_FIELD]) / (double) TICKS_PER_SECOND;
            double nowSeconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
            return Duration.ofMillis((long) ((nowSeconds - startSeconds) * 1_000));
        }));
    }

    private Optional<Duration> sinceStartByJdk() {
        return jdk.get().startInstant().map(start -> Duration.between(start, Instant.now()));
    }

    /** Processor time of all its threads, the JVM's own included, to 10 ms; nothing where nobody knows it. */
    public Optional<Duration> cpu() {
        return cpuByProc().or(() -> jdk.get().totalCpuDuration());
    }

    private Optional<Duration> cpuByProc() {
        return stat().map(stat -> Long.parseLong(stat[USER_FIELD]) + Long.parseLong(stat[SYSTEM_FIELD]))
                .map(ticks -> Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND));
    }

    private Optional<String[]> stat() {
        return read("self/stat")
                .map(stat -> stat.substring(stat.lastIndexOf(") ") + 2).split(" ", -1));
    }

    private Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(proc.resolve(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
