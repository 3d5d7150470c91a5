package io.scaleproof.loadtest.workers;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.scaleproof.loadtest.load.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Orders and answers as lines of JSON. No message shows a line: it may hold secrets. */
final class Wire {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(Order.class, ByName.class)
            .addMixIn(Answer.class, ByName.class)
            .addMixIn(Outcome.class, ByName.class)
            .build();

    private Wire() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
    private interface ByName {}

    static Order order(String line) throws IOException {
        return read(line, Order.class);
    }

    static Answer answer(String line) throws IOException {
        return read(line, Answer.class);
    }

    private static <T> T read(String line, Class<T> type) throws IOException {
        try {
            return MAPPER.readValue(line, type);
        } catch (JacksonException | IllegalArgumentException e) {
            // Not the cause: its message quotes what it read.
            throw new IOException("a line of %d characters is no %s: %s"
                    .formatted(
                            line.length(),
                            type.getSimpleName(),
                            e instanceof JacksonException json ? json.getClass().getSimpleName() : "not allowed"));
        }
    }

    /** Writes one line at once. */
    static void write(Object said, Class<?> type, OutputStream out) throws IOException {
        byte[] line = (MAPPER.writerFor(type).writeValueAsString(said) + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(line);
        out.flush();
    }
}
