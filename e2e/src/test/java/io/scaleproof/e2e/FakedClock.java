package io.scaleproof.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A wall clock of one process's own, which can be set while it runs: Debian's {@code faketime}. The monotonic clock stays the
 * machine's, as it does when somebody sets the time.
 */
final class FakedClock {
    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private FakedClock() {}

    /**
     * Variables for a process whose clock {@code file} sets, at first to what it is. Without the last two a JVM's waits end at
     * once, and it takes six times the CPU.
     */
    static String environment(Path file) throws IOException {
        Path library = library();
        set(file, "+0");
        return ("LD_PRELOAD='%s' FAKETIME_TIMESTAMP_FILE='%s' FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1"
                        + " FAKETIME_FORCE_MONOTONIC_FIX=0 FAKETIME_DISABLE_SHM=1")
                .formatted(library, file);
    }

    /** Seen within a second: {@code +3600} is an hour ahead. */
    static void set(Path file, String ahead) throws IOException {
        Files.writeString(file, ahead + "\n");
    }

    private static Path library() throws IOException {
        try (Stream<Path> folders = Files.list(LIBRARIES)) {
            Path found = folders.map(folder -> folder.resolve(LIBRARY))
                    .filter(Files::exists)
                    .findFirst()
                    .orElse(null);
            assumeTrue(found != null, "faketime is not installed: apt-get install faketime");
            return found;
        }
    }
}
