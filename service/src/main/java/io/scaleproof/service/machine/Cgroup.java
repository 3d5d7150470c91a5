package io.scaleproof.service.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the kernel says of this container: the files of its control group, of version 2 or 1. */
public final class Cgroup {
    public static final Path OWN = Path.of("/sys/fs/cgroup");

    private Cgroup() {}

    /** The text of {@code file}, which only one of the two versions has. */
    public static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
