package io.scaleproof.loadtest.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is typed on the command line or kept in a file that is named there ({@code @FILE}). Values may be secrets. */
final class Given {
    /** Stands for an environment variable, as with curl's {@code --expand-header}. */
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*}}");

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
     * Headers by name; the last of a name counts. {@code {{NAME}}} in a value is the environment variable NAME.
     *
     * @throws IllegalArgumentException for what is no header, without showing it, and for a variable that is not set
     */
    static Map<String, String> headers(String option, List<String> given, Map<String, String> environment)
            throws IOException {
        List<String> lines = new ArrayList<>();
        for (String header : given) {
            if (header.startsWith("@")) {
                textOrFile(option, header)
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
                        "Header %d of %d has no name before a colon. Give it as %s 'NAME: VALUE', or as a line of @FILE"
                                .formatted(i + 1, lines.size(), option));
            }
            String name = lines.get(i).substring(0, colon).strip();
            headers.put(
                    name,
                    expanded(name, lines.get(i).substring(colon + 1), environment)
                            .strip());
        }
        return headers;
    }

    private static String expanded(String header, String value, Map<String, String> environment) {
        return VARIABLE.matcher(value).replaceAll(found -> Matcher.quoteReplacement(value(header, found, environment)));
    }

    private static String value(String header, MatchResult found, Map<String, String> environment) {
        String value = environment.getOrDefault(found.group(1), "").strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "The header %s takes {{%s}}, and the environment variable %s is not set or empty. Set it: export %s=..."
                            .formatted(header, found.group(1), found.group(1), found.group(1)));
        }
        return value;
    }
}
