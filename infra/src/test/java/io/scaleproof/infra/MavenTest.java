package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenTest {
    private final List<String> progress = new ArrayList<>();

    @TempDir
    private Path repository;

    @Test
    void packagesTheModuleFromTheRepositorysFolder() throws IOException {
        wrapper("pwd >where; echo \"$@\" >what");

        var ended = maven().packageModule("service");

        assertThat(ended.succeeded()).isTrue();
        assertThat(repository.resolve("where"))
                .content()
                .isEqualToIgnoringNewLines(repository.toRealPath().toString());
        assertThat(repository.resolve("what"))
                .content()
                .isEqualToIgnoringNewLines(
                        "--batch-mode --no-transfer-progress -Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
                                + " -Dmaven.test.skip=true --file service package");
    }

    @Test
    void saysWhatTakesLong() throws IOException {
        wrapper("exit 0");

        maven().packageModule("service");

        assertThat(progress.getFirst()).isEqualTo("Building service with Maven, because its sources are new");
        assertThat(progress.getLast()).matches("Building service took \\d+ s");
    }

    @Test
    void returnsTheLastLinesOfAFailure() throws IOException {
        wrapper("for i in $(seq 100); do echo line $i; done; echo; echo the reason >&2; exit 1");

        var ended = maven().packageModule("service");

        assertThat(ended.succeeded()).isFalse();
        assertThat(ended.lastLines().lines()).hasSize(25).startsWith("line 77").endsWith("line 100", "the reason");
    }

    @Test
    void leavesOutColoursAndAdviceAboutMaven() throws IOException {
        wrapper("""
                printf '\\033[1;31m[ERROR]\\033[m Application.java:[3,1] expected\\n'
                echo '[ERROR] -> [Help 1]'
                echo '[ERROR] '
                echo '[ERROR] Re-run Maven using the -X switch to enable full debug logging.'
                printf '\\033[0m\\n'
                exit 1""");

        assertThat(maven().packageModule("service").lastLines()).isEqualTo("[ERROR] Application.java:[3,1] expected");
    }

    @Test
    void saysWhatToDoWhenItCannotBeStarted() {
        var elsewhere = new Maven.Command(repository.resolve("missing"), progress::add);

        assertThatThrownBy(() -> elsewhere.packageModule("service"))
                .hasMessageStartingWith("Maven could not be started: ")
                .hasMessageEndingWith("Install it, or put mvn on the PATH");
    }

    private Maven maven() {
        return new Maven.Command(repository, progress::add);
    }

    /** A script in Maven's place. */
    private void wrapper(String script) throws IOException {
        Path file = repository.resolve("mvnw");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
