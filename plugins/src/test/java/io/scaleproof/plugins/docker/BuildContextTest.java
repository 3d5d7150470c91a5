package io.scaleproof.plugins.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildContextTest {
    @TempDir
    Path folder;

    private Path context;

    @BeforeEach
    void writeContext() throws IOException {
        context = Files.createDirectories(folder.resolve("context"));
        write("Dockerfile", "FROM scratch\n");
        write("app/run.sh", "echo hi\n");
        write("notes.txt", "ignored\n");
        write(".dockerignore", "notes.txt\nDockerfile\n.dockerignore\n");
    }

    private Path write(String name, String text) throws IOException {
        Path file = context.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private String digest() throws IOException {
        return new BuildContext(context, context.resolve("Dockerfile")).digest();
    }

    private Map<String, TarArchiveEntry> tar(BuildContext built) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        built.writeTar(bytes);
        Map<String, TarArchiveEntry> entries = new TreeMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new ByteArrayInputStream(bytes.toByteArray()), StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), entry);
            }
        }
        return entries;
    }

    @Test
    void digestStaysWhenOnlyTimeAndIgnoredFilesChange() throws IOException {
        String before = digest();

        Files.setLastModifiedTime(context.resolve("app/run.sh"), FileTime.fromMillis(1));
        write("notes.txt", "other\n");

        assertThat(digest()).isEqualTo(before).hasSize(64);
    }

    @Test
    void digestChangesWithContentNamePermissionLinkAndDockerfile() throws IOException {
        String original = digest();

        write("app/run.sh", "echo ho\n");
        String content = digest();
        Files.move(context.resolve("app/run.sh"), context.resolve("app/go.sh"));
        String name = digest();
        Files.setPosixFilePermissions(context.resolve("app/go.sh"), PosixFilePermissions.fromString("rwxr-x---"));
        String permission = digest();
        Files.createSymbolicLink(context.resolve("link"), Path.of("app"));
        String link = digest();
        write("Dockerfile", "FROM other\n");

        assertThat(new String[] {original, content, name, permission, link, digest()})
                .doesNotHaveDuplicates();
    }

    @Test
    void archiveHoldsWhatIsNotIgnoredAndAlwaysTheDockerfile() throws IOException {
        Files.createSymbolicLink(context.resolve("link"), Path.of("app/run.sh"));
        Files.setPosixFilePermissions(context.resolve("app/run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        BuildContext built = new BuildContext(context, context.resolve("Dockerfile"));

        Map<String, TarArchiveEntry> entries = tar(built);

        assertThat(built.dockerfileName()).isEqualTo("Dockerfile");
        assertThat(entries).containsOnlyKeys("Dockerfile", "app/", "app/run.sh", "link");
        assertThat(entries.get("app/run.sh").getMode() & 0777).isEqualTo(0755);
        assertThat(entries.get("link").getLinkName()).isEqualTo("app/run.sh");
    }

    @Test
    void aDockerfileElsewhereGoesAlongUnderANameOfItsOwn() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("Other.Dockerfile"), "FROM scratch\n");
        BuildContext built = new BuildContext(context, elsewhere);

        assertThat(tar(built)).containsKey(built.dockerfileName()).doesNotContainKey("Dockerfile");
    }

    @Test
    void aDockerfilesOwnIgnoreFileCountsInsteadOfTheContexts() throws IOException {
        write("Dockerfile.dockerignore", "app\n");

        assertThat(tar(new BuildContext(context, context.resolve("Dockerfile"))))
                .containsKey("notes.txt")
                .doesNotContainKey("app/run.sh");
    }

    @Test
    void whatIsTakenBackFromAnIgnoredFolderIsFound() throws IOException {
        write(".dockerignore", "*\n!app/run.sh\n");

        assertThat(tar(new BuildContext(context, context.resolve("Dockerfile"))))
                .containsOnlyKeys("Dockerfile", "app/run.sh");
    }
}
