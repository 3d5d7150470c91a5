package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache of builds, with a {@code go} that builds at once. */
class ClusterBuildTest {
    private static final String BUILD =
            ". cluster/lib/common.sh && . cluster/lib/folders.sh && . cluster/lib/build.sh && build_tool etcd server -- etcd && basename \"$TOOL_BIN\"";

    @TempDir
    private Path folder;

    @BeforeEach
    void putAGoThatBuildsAtOnceOnThePath() throws Exception {
        Path go = Files.createDirectory(folder.resolve("path")).resolve("go");
        Files.writeString(go, """
                #!/bin/bash
                case $1 in
                  env) echo "$GO_RELEASE" ;;
                  build) while [ "$1" != -o ]; do shift; done; touch "$2/server" && chmod +x "$2/server" ;;
                esac
                """);
        assertThat(go.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void whatWasBuiltIsKeptAndUsedAgain() {
        String first = build("go1").lines().toList().getLast();
        String again = build("go1");

        assertThat(folder.resolve("cache/scaleproof/bin").resolve(first).resolve("server"))
                .isExecutable();
        assertThat(again).doesNotContain("building").contains(first);
    }

    @Test
    void aNewReleaseOfGoTakesThePlaceOfTheOldBuildAndOfNothingElse() throws Exception {
        Path underWay =
                Files.createDirectories(folder.resolve("cache/scaleproof/bin/etcd-0123456789abcdef.partial.123"));
        String old = build("go1").lines().toList().getLast();
        String current = build("go2").lines().toList().getLast();

        assertThat(folder.resolve("cache/scaleproof/bin").resolve(old)).doesNotExist();
        assertThat(folder.resolve("cache/scaleproof/bin").resolve(current).resolve("server"))
                .isExecutable();
        assertThat(underWay).exists();
    }

    private String build(String release) {
        return new Command(WorkingCopy.repository())
                .with("SCALEPROOF_CACHE", folder.resolve("cache").toString())
                .with("SCALEPROOF_STATE", folder.resolve("state").toString())
                .with("GO_RELEASE", release)
                .with("PATH", folder.resolve("path") + ":" + System.getenv("PATH"))
                .run(Duration.ofMinutes(2), BUILD)
                .ok()
                .output();
    }
}
