package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every script of the repository, read by shellcheck with the repository's .shellcheckrc. */
class ScriptsTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void shellcheckIsThere() {
        assumeTrue(type("command -v shellcheck").status() == 0, "shellcheck is not installed");
    }

    @Test
    void areWithoutFault() throws IOException {
        List<String> scripts = scripts();

        assertThat(scripts).hasSizeGreaterThan(30);
        assertThat(shellcheck(scripts).ok().output()).isEmpty();
    }

    /** A check that finds nothing must be one that can find something. */
    @Test
    void aVariableThatMaySplitIsFound() throws IOException {
        Path faulty = Files.writeString(folder.resolve("faulty"), "#!/usr/bin/env bash\nset -eu\nrm -rf $1/cache\n");

        assertThat(shellcheck(List.of(faulty.toString())).ended(1).output()).contains("SC2086");
    }

    private static Command.Result shellcheck(List<String> scripts) {
        return type("shellcheck --format gcc " + String.join(" ", scripts));
    }

    private static Command.Result type(String line) {
        return new Command(WorkingCopy.repository()).run(Duration.ofMinutes(3), line);
    }

    private static List<String> scripts() throws IOException {
        Path repository = WorkingCopy.repository();
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path file : files.filter(ScriptsTest::isOfTheRepository).toList()) {
                if (file.toString().endsWith(".sh") || isScript(file)) {
                    found.add(repository.relativize(file).toString());
                }
            }
        }
        return found;
    }

    private static boolean isOfTheRepository(Path file) {
        return Files.isRegularFile(file)
                && Stream.of("/target/", "/.git/")
                        .noneMatch(part -> file.toString().contains(part));
    }

    private static boolean isScript(Path file) throws IOException {
        byte[] begin = new byte[20];
        try (var in = Files.newInputStream(file)) {
            String line = new String(begin, 0, Math.max(0, in.read(begin)), StandardCharsets.ISO_8859_1);
            return line.startsWith("#!") && line.contains("sh");
        }
    }
}
