package io.scaleproof.loadtest.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The JSON form of a {@link RunRecord}: durations are seconds rounded to the millisecond, the start is ISO 8601, what is
 * empty is left out. Unknown fields are ignored, because reports outlive the code that wrote them.
 */
public final class RunJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Duration.class, new Seconds())
                    .addDeserializer(Duration.class, new FromSeconds()))
            .changeDefaultPropertyInclusion(
                    none -> JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            // The order of the record's components is the order of the story.
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    /** How deep the record's components lie, and what they are lists of. */
    private static final int COMPONENTS = 1;

    private static final int SAMPLES = 2;

    private RunJson() {}

    /** Writes {@code run} as JSON of one line a sample, replacing the file: an hour of 500 pods has a hundred thousand. */
    public static void write(RunRecord run, Path file) throws IOException {
        PrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.NONE))
                .withObjectIndenter(linesUpTo(COMPONENTS))
                .withArrayIndenter(linesUpTo(SAMPLES));
        Files.writeString(file, MAPPER.writer().with(printer).writeValueAsString(run) + "\n");
    }

    private static DefaultIndenter linesUpTo(int deepest) {
        return new DefaultIndenter() {
            @Override
            public void writeIndentation(JsonGenerator json, int level) {
                if (level <= deepest) {
                    super.writeIndentation(json, level);
                }
            }
        };
    }

    /** The JSON of {@code run} on one line. */
    public static String toJson(RunRecord run) {
        return MAPPER.writeValueAsString(run);
    }

    /**
     * Reads a record back.
     *
     * @throws IOException when the file cannot be read, is not JSON or not a run's record
     */
    public static RunRecord read(Path file) throws IOException {
        RunRecord run;
        try {
            run = MAPPER.readValue(Files.readString(file), RunRecord.class);
        } catch (JacksonException e) {
            throw new IOException(
                    "%s is not the JSON report of a run: %s. Give a report.json that the load test wrote"
                            .formatted(file, e.getOriginalMessage()),
                    e);
        }
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
        public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
            json.writeNumber(BigDecimal.valueOf(value.toNanos(), 9).setScale(3, RoundingMode.HALF_EVEN));
        }
    }

    private static final class FromSeconds extends StdDeserializer<Duration> {
        FromSeconds() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser json, DeserializationContext context) {
            return Duration.ofNanos(json.getDecimalValue().movePointRight(9).longValue());
        }
    }
}
