package io.scaleproof.service.shortcuts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar reads no YAML: an {@code application-prod.yml} counts only if the ahead-of-time compiler was told that there is such an
 * environment, and would be ignored in silence otherwise.
 */
class EnvironmentFilesTest {
    private static final String BEGIN = "application-";
    private static final String END = ".yml";

    @Test
    void everyEnvironmentsFileIsNamedToTheAheadOfTimeCompiler() throws IOException {
        assertThat(Set.of(environments().split("\\s*,\\s*")))
                .as(
                        "possible.environments in aot-jar.properties: name every environment that src/main/resources has a file for")
                .containsAll(withFiles(Path.of("src/main/resources")));
    }

    @Test
    void aFileOfAnEnvironmentIsFound(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("application-prod.yml"));
        Files.createFile(folder.resolve("application.yml"));

        assertThat(withFiles(folder)).containsExactly("prod");
    }

    private static String environments() throws IOException {
        Properties compiler = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("aot-jar.properties"))) {
            compiler.load(file);
        }
        return compiler.getProperty("possible.environments");
    }

    private static List<String> withFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(BEGIN) && name.endsWith(END))
                    .map(name -> name.substring(BEGIN.length(), name.length() - END.length()))
                    .toList();
        }
    }
}
