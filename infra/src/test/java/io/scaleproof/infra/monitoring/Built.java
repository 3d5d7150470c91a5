package io.scaleproof.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that {@code cluster/monitoring-images build} builds. */
final class Built {
    private Built() {}

    /** The one of the stand-in's binaries or of the path. */
    static Path orSkip(String program) {
        var folders = Stream.concat(
                Stream.ofNullable(System.getenv("SCALEPROOF_BIN")),
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)));
        Optional<Path> found = folders.map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
        orSkip(found.isPresent(), program);
        return found.orElseThrow();
    }

    /** Skips the test where {@code what} is not there; under {@code make test-monitoring}, which builds all of it, that is a failure. */
    static void orSkip(boolean there, String what) {
        String message = what + " is not built: make test-monitoring";
        if (Boolean.getBoolean("scaleproof.built")) {
            assertThat(there).as(message).isTrue();
        }
        assumeTrue(there, message);
    }
}
