package io.scaleproof.service.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A text in the jar: beside this class, or where a path from its root says. */
final class TextResource {
    private TextResource() {}

    static String named(String name) {
        try (InputStream text = TextResource.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalArgumentException("no text named " + name + " in the jar");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
