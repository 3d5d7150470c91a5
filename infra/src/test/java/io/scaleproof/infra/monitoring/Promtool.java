package io.scaleproof.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' checker, where it has been built. */
record Promtool(Path program) {

    /** The one of the stand-in's binaries or of the path; the test is skipped without. */
    static Promtool orSkip() {
        return new Promtool(Built.orSkip("promtool"));
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
