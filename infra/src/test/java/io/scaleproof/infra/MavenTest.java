package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

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
    void packagesTheModulesFromTheRepositorysFolder() throws IOException {
        wrapper("pwd >where; echo \"$@\" >what");

        var ended = maven().packageModules(List.of("service", "loadtest"));

        assertThat(ended.succeeded()).isTrue();
        assertThat(repository.resolve("where"))
                .content()
                .isEqualToIgnoringNewLines(repository.toRealPath().toString());
        assertThat(repository.resolve("what"))
                .content()
                .isEqualToIgnoringNewLines("--quiet --batch-mode -pl service,loadtest -Dmaven.test.skip=true package");
    }

    @Test
    void saysWhatTakesLong() throws IOException {
        wrapper("exit 0");

        maven().packageModules(List.of("service"));

        assertThat(progress.getFirst()).isEqualTo("Building service with Maven, because its sources are new");
        assertThat(progress.getLast()).matches("Maven took \\d+ s");
    }

    @Test
    void returnsTheLastLinesOfAFailure() throws IOException {
        wrapper("for i in $(seq 100); do echo line $i; done; echo; echo the reason >&2; exit 1");

        var ended = maven().packageModules(List.of("service"));

        assertThat(ended.succeeded()).isFalse();
        assertThat(ended.lastLines().lines()).hasSize(25).startsWith("line 77").endsWith("line 100", "the reason");
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
