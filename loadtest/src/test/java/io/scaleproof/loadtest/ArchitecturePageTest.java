package io.scaleproof.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/architecture.md, held against the packages that are there. */
class ArchitecturePageTest {
    private static final Path PACKAGES = Path.of("src/main/java/io/scaleproof/loadtest");

    @Test
    void itsLayersHaveEveryPackageAndNoOther() throws IOException {
        String page = Files.readString(Path.of("../docs/architecture.md"));
        String layers = page.substring(page.indexOf("## Who may know whom"));
        Set<String> named = Pattern.compile("^\\| \\w+ \\| ([^|]*) \\|", Pattern.MULTILINE)
                .matcher(layers)
                .results()
                .flatMap(
                        row -> Pattern.compile("`(\\w+)`").matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        try (var folders = Files.list(PACKAGES)) {
            assertThat(named)
                    .containsExactlyElementsOf(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .sorted()
                            .toList());
        }
    }
}
