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
            "set -euo pipefail; . cluster/lib/common.sh; . cluster/lib/folders.sh; . cluster/lib/build.sh; build_tool kubernetes server -- etcd; basename \"$TOOL_BIN\"";

    @TempDir
    private Path folder;

    @BeforeEach
    void putAGoThatBuildsAtOnceOnThePath() throws Exception {
        FakeGo.in(folder, "server");
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
                Files.createDirectories(folder.resolve("cache/scaleproof/bin/kubernetes-0123456789abcdef.partial.123"));
        String old = build("go1").lines().toList().getLast();
        String current = build("go2").lines().toList().getLast();

        assertThat(folder.resolve("cache/scaleproof/bin").resolve(old)).doesNotExist();
        assertThat(folder.resolve("cache/scaleproof/bin").resolve(current).resolve("server"))
                .isExecutable();
        assertThat(underWay).exists();
    }

    @Test
    void aFailedBuildEndsWithItsErrorsAndKeepsNothing() {
        Command.Result failed = command("go1").with("GO_FAILS", "yes").run(Duration.ofMinutes(2), BUILD);

        assertThat(failed.status()).isNotZero();
        assertThat(failed.output())
                .contains("# k8s.io/api\ntypes.go:3:1: undefined: Pod\n", "go build of kubernetes failed")
                .doesNotContain("downloading", "internal/abi");
        assertThat(folder.resolve("cache/scaleproof/bin")).isEmptyDirectory();
    }

    @Test
    void oneThatWasEndedSaysSo() {
        Command.Result failed = command("go1").with("GO_FAILS", "silently").run(Duration.ofMinutes(2), BUILD);

        assertThat(failed.status()).isNotZero();
        assertThat(failed.output()).contains("go build of kubernetes failed");
    }

    private String build(String release) {
        return command(release).run(Duration.ofMinutes(2), BUILD).ok().output();
    }

    private Command command(String release) {
        return new Command(WorkingCopy.repository())
                .with("SCALEPROOF_CACHE", folder.resolve("cache").toString())
                .with("SCALEPROOF_STATE", folder.resolve("state").toString())
                .with("GO_RELEASE", release)
                .with("PATH", folder.resolve("path") + ":" + System.getenv("PATH"));
    }
}
