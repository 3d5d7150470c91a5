package io.scaleproof.infra.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Texts that lie beside this package's classes. */
final class Template {
    private Template() {}

    /** The text as it is. */
    static String text(String resource) {
        try (var in = Template.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text with each {@code @NAME@} replaced by {@code values}' NAME. */
    static String filled(String resource, Map<String, String> values) {
        String text = text(resource);
        for (var value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        return text;
    }
}
