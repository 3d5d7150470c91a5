package io.scaleproof.loadtest.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is typed on the command line or kept in a file that is named there ({@code @FILE}). Values may be secrets. */
final class Given {
    private Given() {}

    /** @throws IllegalArgumentException when there is no such file */
    static String textOrFile(String option, String given) throws IOException {
        if (!given.startsWith("@")) {
            return given;
        }
        Path file = Path.of(given.substring(1));
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("%s is '%s', and there is no file that can be read at %s"
                    .formatted(option, given, file.toAbsolutePath()));
        }
        return Files.readString(file);
    }

    /**
     * Headers by name; the last of a name counts.
     *
     * @throws IllegalArgumentException for what is no header, without showing it
     */
    static Map<String, String> headers(List<String> given) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String header : given) {
            if (header.startsWith("@")) {
                textOrFile("--header", header)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .forEach(lines::add);
            } else {
                lines.add(header);
            }
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            int colon = lines.get(i).indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException(
                        "Header %d of %d has no name before a colon. Give it as --header 'NAME: VALUE', or as a line of @FILE"
                                .formatted(i + 1, lines.size()));
            }
            headers.put(
                    lines.get(i).substring(0, colon).strip(),
                    lines.get(i).substring(colon + 1).strip());
        }
        return headers;
    }
}
