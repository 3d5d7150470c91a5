package io.scaleproof.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.scaleproof.infra.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Prometheus answers to the dashboards and records by the rules: {@code make test-monitoring}. */
class PanelsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path folder;

    private static Monitored monitored;

    @BeforeAll
    static void start() throws IOException {
        monitored = Monitored.in(folder);
    }

    @AfterAll
    static void stop() {
        if (monitored != null) {
            monitored.close();
        }
    }

    @Test
    void everyQueryOfEveryPanelHasFiguresWhileThereIsLoad() {
        List<String> queries =
                Dashboards.NAMES.stream().flatMap(PanelsTest::queries).toList();

        assertThat(queries).hasSizeGreaterThan(30);
        awaitFigures(queries);
    }

    @Test
    void everyRecordingRuleRecords() {
        List<String> recorded = rules().filter(rule -> rule.containsKey("record"))
                .map(rule -> rule.get("record") + "{namespace=\"scaleproof\"}")
                .toList();

        assertThat(recorded).hasSizeGreaterThan(5);
        awaitFigures(recorded);
    }

    @Test
    void everyRuleIsEvaluatedWithoutAnError() {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            List<String> health = JsonParser.parseString(monitored.rules())
                    .getAsJsonObject()
                    .getAsJsonObject("data")
                    .getAsJsonArray("groups")
                    .asList()
                    .stream()
                    .flatMap(group -> objects(group.getAsJsonObject().get("rules")))
                    .map(rule -> rule.getAsJsonObject().get("health").getAsString())
                    .toList();
            assertThat(health).hasSize((int) rules().count()).containsOnly("ok");
        });
    }

    private static void awaitFigures(List<String> queries) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            monitored.load();
            List<String> silent = new ArrayList<>();
            for (String query : queries) {
                if (monitored.figures(query).isEmpty()) {
                    silent.add(query);
                }
            }
            assertThat(silent).as("queries without figures").isEmpty();
        });
    }

    private static Stream<String> queries(String dashboard) {
        return objects(JsonParser.parseString(Dashboards.json(dashboard))
                        .getAsJsonObject()
                        .get("panels"))
                .flatMap(panel -> objects(panel.getAsJsonObject().get("targets")))
                .map(target -> target.getAsJsonObject().get("expr").getAsString())
                .map(query -> query.replace("$__rate_interval", "20s").replace("$namespace", "scaleproof"));
    }

    private static Stream<Map<?, ?>> rules() {
        return ((List<?>) Rules.spec(Settings.from(Map.of())).get("groups"))
                .stream()
                        .flatMap(group -> ((List<?>) ((Map<?, ?>) group).get("rules")).stream())
                        .map(rule -> (Map<?, ?>) rule);
    }

    private static Stream<JsonElement> objects(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false);
    }
}
