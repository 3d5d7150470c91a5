package io.scaleproof.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Prometheus' checker, where it has been built. */
record Promtool(Path program) {

    /** The one of the stand-in's binaries or of the path; the test is skipped without. */
    static Promtool orSkip() {
        var folders = Stream.concat(
                Stream.ofNullable(System.getenv("SCALEPROOF_BIN")),
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)));
        Optional<Path> found = folders.map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "promtool is not built: make test-monitoring");
        return new Promtool(found.get());
    }

    /** What it says; fails where it finds fault. */
    String run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(output).isZero();
        return output;
    }
}
