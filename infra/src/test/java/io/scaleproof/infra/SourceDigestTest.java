package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceDigestTest {
    @TempDir
    private Path module;

    private String before;

    @BeforeEach
    void sources() throws IOException {
        write("pom.xml", "<project/>");
        write("src/main/java/A.java", "class A {}");
        before = SourceDigest.of(module);
    }

    @Test
    void isTheSameForTheSameSourcesElsewhere(@TempDir Path elsewhere) throws IOException {
        Files.createDirectories(elsewhere.resolve("src/main/java"));
        Files.writeString(elsewhere.resolve("src/main/java/A.java"), "class A {}");
        Files.writeString(elsewhere.resolve("pom.xml"), "<project/>");

        assertThat(SourceDigest.of(elsewhere)).isEqualTo(before);
    }

    @Test
    void changesWithContentNameAndPlaceOfAFile() throws IOException {
        write("src/main/java/A.java", "class A { int changed; }");
        assertThat(SourceDigest.of(module)).isNotEqualTo(before);

        write("src/main/java/A.java", "class A {}");
        assertThat(SourceDigest.of(module)).isEqualTo(before);

        Files.move(module.resolve("src/main/java/A.java"), module.resolve("src/main/java/B.java"));
        assertThat(SourceDigest.of(module)).isNotEqualTo(before);
    }

    @Test
    void caresForNoTestsNoBuildResultsAndNoEditor() throws IOException {
        write("src/test/java/ATest.java", "class ATest {}");
        write("target/classes/A.class", "");
        write(".idea/workspace.xml", "");

        assertThat(SourceDigest.of(module)).isEqualTo(before);
    }

    @Test
    void caresForHiddenFilesThatDecideWhatGoesIntoTheImage() throws IOException {
        write(".dockerignore", "*");

        assertThat(SourceDigest.of(module)).isNotEqualTo(before);
    }

    @Test
    void keepsTheEndOfAFileAndTheNextNameApart() throws IOException {
        write("a", "bc");
        write("d", "");
        String one = SourceDigest.of(module);
        write("a", "b");
        Files.delete(module.resolve("d"));
        write("cd", "");

        assertThat(SourceDigest.of(module)).isNotEqualTo(one);
    }

    private void write(String file, String content) throws IOException {
        Path path = module.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
