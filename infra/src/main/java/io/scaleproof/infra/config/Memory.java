package io.scaleproof.infra.config;

import java.util.Map;
import java.util.regex.Pattern;

/** An amount of memory. Written as Kubernetes does with a binary unit: {@code 128Mi}, {@code 1Gi}. */
public record Memory(long bytes, String text) {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9})(Ki|Mi|Gi)");
    private static final Map<String, Long> UNITS = Map.of("Ki", 1L << 10, "Mi", 1L << 20, "Gi", 1L << 30);

    static Memory parse(String text) {
        var match = SYNTAX.matcher(text);
        if (!match.matches() || Long.parseLong(match.group(1)) == 0) {
            throw new IllegalArgumentException(text);
        }
        return new Memory(Long.parseLong(match.group(1)) * UNITS.get(match.group(2)), text);
    }

    @Override
    public String toString() {
        return text;
    }
}
