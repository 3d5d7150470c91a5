package io.scaleproof.loadtest.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
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

    private static final int SAMPLES = 3;

    /** The oldest form that can still be read: it has an object for each usage of a pod. */
    private static final int OLDEST = 2;

    private RunJson() {}

    /** Writes {@code run} as JSON of one line a sample, replacing the file. */
    public static void write(RunRecord run, Path file) throws IOException {
        PrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.NONE))
                .withObjectIndenter(linesUpTo(COMPONENTS))
                .withArrayIndenter(linesUpTo(SAMPLES));
        // Not by way of a text: it would be in the heap three times.
        try (Writer to = Files.newBufferedWriter(file)) {
            MAPPER.writer()
                    .with(printer)
                    .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .writeValue(to, run);
            to.write('\n');
        } catch (JacksonException e) {
            throw whatTheDiskSaid(e);
        }
    }

    /** It lies at the bottom, below the path to what was being written. */
    private static IOException whatTheDiskSaid(JacksonException e) {
        Throwable bottom = e;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        if (bottom instanceof IOException disk) {
            return disk;
        }
        throw e;
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
        try (Reader from = Files.newBufferedReader(file)) {
            run = MAPPER.readValue(from, RunRecord.class);
        } catch (JacksonException e) {
            throw new IOException(
                    "%s is not the JSON report of a run: %s. Give a report.json that the load test wrote"
                            .formatted(file, e.getOriginalMessage()),
                    e);
        }
        if (run.schema() < OLDEST || run.schema() > RunRecord.SCHEMA) {
            throw new IOException("%s has schema %d; this version reads schemas %d to %d. Make the report anew"
                    .formatted(file, run.schema(), OLDEST, RunRecord.SCHEMA));
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
