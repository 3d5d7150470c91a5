package io.scaleproof.service.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the kernel says of a process (proc(5)); nothing where there is no {@code /proc}, as on macOS. */
public final class ProcessStatus {
    private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s+(\\d+) kB", Pattern.MULTILINE);
    private static final Pattern VIRTUAL = Pattern.compile("^VmSize:\\s+(\\d+) kB", Pattern.MULTILINE);
    private static final Pattern OPEN_FILES = Pattern.compile("^Max open files\\s+(\\d+)", Pattern.MULTILINE);

    private final Path process;

    /** @param process the process's folder in {@code /proc}, or what stands for it */
    public ProcessStatus(Path process) {
        this.process = process;
    }

    /** That of this process. */
    public static ProcessStatus own() {
        return new ProcessStatus(Path.of("/proc/self"));
    }

    public OptionalLong residentBytes() {
        return number("status", RESIDENT, 1_024);
    }

    public OptionalLong virtualBytes() {
        return number("status", VIRTUAL, 1_024);
    }

    /** How many files it may have open; nothing without a limit. */
    public OptionalLong mostOpenFiles() {
        return number("limits", OPEN_FILES, 1);
    }

    public OptionalLong openFiles() {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return OptionalLong.of(files.count());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private OptionalLong number(String file, Pattern line, long unit) {
        try {
            Matcher number = line.matcher(Files.readString(process.resolve(file)));
            return number.find() ? OptionalLong.of(unit * Long.parseLong(number.group(1))) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
