package io.scaleproof.loadtest.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The JSON form of a {@link RunRecord}: durations are seconds rounded to the millisecond, the start is ISO 8601, what is
 * empty is left out.
 */
public final class RunJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(Duration.class, new Seconds())
                    .addDeserializer(Duration.class, new FromSeconds()))
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            // Reports outlive the code: a field that a later version added must not make an old reader fail.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private RunJson() {}

    /** Writes {@code run} as indented JSON, replacing the file. */
    public static void write(RunRecord run, Path file) throws IOException {
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), run);
    }

    /** The JSON of {@code run} on one line. */
    public static String toJson(RunRecord run) throws IOException {
        return MAPPER.writeValueAsString(run);
    }

    /**
     * Reads a record back.
     *
     * @throws IOException when the file cannot be read, is not JSON or not a run's record
     */
    public static RunRecord read(Path file) throws IOException {
        RunRecord run = MAPPER.readValue(file.toFile(), RunRecord.class);
        if (run.schema() != RunRecord.SCHEMA) {
            throw new IOException("%s has schema %d; this version reads schema %d. Make the report anew"
                    .formatted(file, run.schema(), RunRecord.SCHEMA));
        }
        return run;
    }

    private static final class Seconds extends StdSerializer<Duration> {
        Seconds() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(BigDecimal.valueOf(value.toNanos(), 9).setScale(3, RoundingMode.HALF_EVEN));
        }
    }

    private static final class FromSeconds extends StdDeserializer<Duration> {
        FromSeconds() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return Duration.ofNanos(json.getDecimalValue().movePointRight(9).longValue());
        }
    }
}
