package io.scaleproof.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/report-schema.json describes the record's JSON, all of it and nothing else. */
class ReportSchemaTest {
    private static final Path SCHEMA = Path.of("../docs/report-schema.json");

    static List<String> records() throws IOException {
        return schema().get("$defs")
                .propertyStream()
                .filter(definition -> definition.getValue().has("properties"))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    @Test
    void describesTheRunItself() throws IOException {
        assertDescribes(schema(), RunRecord.class, List.of());
    }

    @ParameterizedTest
    @MethodSource("records")
    void describesEveryPartOfIt(String name) throws Exception {
        boolean verdict = name.startsWith("Verdict.");
        Class<?> type = verdict
                ? Arrays.stream(Verdict.class.getPermittedSubclasses())
                        .filter(kind -> kind.getSimpleName().equalsIgnoreCase(name.substring("Verdict.".length())))
                        .findFirst()
                        .orElseThrow()
                : Class.forName(RunRecord.class.getPackageName() + "." + name.replace('.', '$'));

        assertDescribes(schema().get("$defs").get(name), type, verdict ? List.of("verdict") : List.of());
    }

    @Test
    void leavesNoPartOut() throws IOException {
        var described = new TreeSet<>(records());

        assertThat(referenced(schema()))
                .isSubsetOf(Stream.concat(
                                described.stream(),
                                Stream.of(
                                        "Seconds",
                                        "Verdict",
                                        "RunOutcome",
                                        "StageRun.Phase",
                                        "WatchHealth.Watched",
                                        "Brake",
                                        "Calibration.Source",
                                        "SizedBy",
                                        "Verdict.Blame"))
                        .toList());
    }

    private static Set<String> referenced(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.findValuesAsString("$ref").forEach(ref -> names.add(ref.substring("#/$defs/".length())));
        return names;
    }

    private static void assertDescribes(JsonNode described, Class<?> type, List<String> besides) {
        List<RecordComponent> components = List.of(type.getRecordComponents());
        assertThat(described.get("properties").propertyNames())
                .as(type.getSimpleName())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(besides.stream(), components.stream().map(RecordComponent::getName))
                                .toList());
        assertThat(described.get("required").valueStream().map(JsonNode::asString))
                .as(type.getSimpleName())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                besides.stream(),
                                components.stream()
                                        .filter(component -> component.getType() != Optional.class)
                                        .map(RecordComponent::getName))
                        .toList());
    }

    private static JsonNode schema() throws IOException {
        return new JsonMapper().readTree(Files.readString(SCHEMA));
    }
}
