package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster deletes folders as a whole, and therefore only its own. */
class ClusterFoldersTest {
    @TempDir
    private Path disk;

    @Test
    void whatAUserGivesIsWhereAFolderOfItsOwnIsMade() throws IOException {
        Path photo = Files.writeString(disk.resolve("photo"), "summer");

        with("claim_folder \"$STATE\" && mkdir \"$STATE/etcd\" && delete_folder \"$STATE\"")
                .ok();

        assertThat(disk.resolve("scaleproof")).doesNotExist();
        assertThat(photo).hasContent("summer");
    }

    @Test
    void aFolderOfThatNameWithOtherFilesIsRefused() throws IOException {
        Path theirs = Files.createDirectory(disk.resolve("scaleproof")).resolve("photo");
        Files.writeString(theirs, "summer");

        Command.Result refused = with("claim_folder \"$STATE\"").ended(1);

        assertThat(refused.output()).contains("holds files that are not Scaleproof's", "SCALEPROOF_STATE=DIR");
        assertThat(theirs).hasContent("summer");
    }

    @Test
    void aFolderWithoutTheMarkerIsNotDeleted() throws IOException {
        Path theirs = Files.createDirectory(disk.resolve("scaleproof")).resolve("photo");
        Files.writeString(theirs, "summer");

        assertThat(with("delete_folder \"$STATE\"").ended(1).output()).contains("left alone");
        assertThat(theirs).hasContent("summer");
    }

    @Test
    void whatAnEarlierVersionMadeIsTakenOver() throws IOException {
        Files.createDirectories(disk.resolve("scaleproof/etcd"));

        with("claim_folder \"$STATE\" && delete_folder \"$STATE\"").ok();

        assertThat(disk.resolve("scaleproof")).doesNotExist();
    }

    @Test
    void aDiskWithoutEnoughRoomIsRefusedWithWhatThereIsAndWhatMovesIt() {
        Command.Result refused =
                preflight("preflight_disk '%s/not/yet/there' 999999999 SCALEPROOF_STATE=DIR".formatted(disk));

        assertThat(refused.ended(1).output())
                .contains(
                        disk + "/not/yet/there has ",
                        " MiB free, and the cluster needs 999999999 MiB there",
                        "Free some space, or choose another place: SCALEPROOF_STATE=DIR");
        preflight("preflight_disk '%s/not/yet/there' 1 SCALEPROOF_STATE=DIR".formatted(disk))
                .ok();
        assertThat(disk).isEmptyDirectory();
    }

    private Command.Result preflight(String line) {
        return with(". cluster/lib/preflight.sh && " + line);
    }

    private Command.Result with(String line) {
        return new Command(WorkingCopy.repository())
                .with("SCALEPROOF_STATE", disk.toString())
                .with("SCALEPROOF_CACHE", disk + "/cache")
                .run(
                        Duration.ofMinutes(1),
                        "set -euo pipefail; . cluster/lib/common.sh && . cluster/lib/folders.sh && " + line);
    }
}
