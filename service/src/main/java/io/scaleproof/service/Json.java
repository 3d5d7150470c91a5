package io.scaleproof.service;

import java.util.Map;
import java.util.stream.Collectors;

/** JSON objects of numbers and texts: all that this service says, without a library that would have to start. */
public final class Json {
    private Json() {}

    /** {@code fields} in their iteration order; numbers stay numbers, all else becomes text. */
    public static String object(Map<String, ?> fields) {
        return fields.entrySet().stream()
                .map(field -> text(field.getKey()) + ":"
                        + (field.getValue() instanceof Number number ? number.toString() : text(field.getValue())))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String text(Object value) {
        var quoted = new StringBuilder("\"");
        for (char c : value.toString().toCharArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
