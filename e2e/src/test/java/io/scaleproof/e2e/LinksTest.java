package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links within the repository's pages: to files that are there, and to headings that they have, as GitHub names these. */
class LinksTest {
    private static final Path REPOSITORY = WorkingCopy.repository();
    private static final Pattern LINK = Pattern.compile("(?:\\]\\(|src=\"|srcset=\")([^)\"\\s]+)[)\"]");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

    @Test
    void leadSomewhere() throws IOException {
        List<Path> pages = pages();

        assertThat(pages).hasSizeGreaterThan(20);
        for (Path page : pages) {
            assertThat(links(page))
                    .as(REPOSITORY.relativize(page).toString())
                    .allSatisfy(link -> assertThat(isThere(page, link)).as(link).isTrue());
        }
    }

    @Test
    void everyTopicOfADecisionIsInTheIndex() throws IOException {
        List<String> index = links(REPOSITORY.resolve("docs/decisions.md"));

        try (Stream<Path> decisions = Files.list(REPOSITORY.resolve("docs/decisions"))) {
            for (Path page : decisions.toList()) {
                assertThat(index)
                        .containsAll(headings(page)
                                .skip(1)
                                .map(topic -> "decisions/%s#%s".formatted(page.getFileName(), topic))
                                .toList());
            }
        }
    }

    private static boolean isThere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        try {
            return Files.exists(target)
                    && (parts.length == 1 || headings(target).anyMatch(parts[1]::equals));
        } catch (IOException e) {
            throw new AssertionError(target + " cannot be read", e);
        }
    }

    private static List<String> links(Path page) throws IOException {
        return LINK.matcher(withoutCode(Files.readString(page)))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://"))
                .toList();
    }

    /** The anchors of a page's headings. */
    private static Stream<String> headings(Path page) throws IOException {
        return HEADING.matcher(withoutCode(Files.readString(page)))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'));
    }

    private static String withoutCode(String page) {
        return page.replaceAll("(?ms)^```.*?^```", "");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(REPOSITORY)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.of("/target/", "/.git/")
                            .noneMatch(part -> file.toString().contains(part)))
                    .toList();
        }
    }
}
