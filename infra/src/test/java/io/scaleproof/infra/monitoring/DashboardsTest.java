package io.scaleproof.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardsTest {
    private static final Path SERVICE_PAGE = Path.of("../docs/service.md");
    /** A name before a selector, which the queries give to every series. */
    private static final Pattern SERIES = Pattern.compile("([a-z_:0-9]+)\\{");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"service", "autoscaler"})
    void everyPanelSaysWhatItShowsAndAsksTheChosenPrometheusAboutTheChosenNamespace(String name) {
        assertThat(panels(name)).hasSizeGreaterThan(5).allSatisfy(panel -> {
            assertThat(panel.get("description").getAsString()).endsWith(".");
            assertThat(panel.getAsJsonObject("datasource").get("uid").getAsString())
                    .isEqualTo("${datasource}");
            assertThat(queries(panel))
                    .isNotEmpty()
                    .allSatisfy(query -> assertThat(query).contains("namespace=\"$namespace\""));
        });
    }

    @Test
    void noTwoPanelsLieOnEachOther() {
        for (String name : Dashboards.NAMES) {
            assertThat(panels(name).map(panel -> panel.get("gridPos"))).doesNotHaveDuplicates();
            assertThat(panels(name).map(panel -> panel.get("id"))).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatIsAskedOfTheServiceIsAmongItsMetrics() throws IOException {
        String known = Files.readString(SERVICE_PAGE);

        assertThat(queries().flatMap(DashboardsTest::series).filter(DashboardsTest::isOfTheService))
                .isNotEmpty()
                .allSatisfy(
                        series -> assertThat(known).contains("| `" + series.replaceAll("_(count|sum|bucket)$", "")));
    }

    /** Prometheus' own word on each query: {@code cluster/monitoring-images build} builds it. */
    @Test
    void everyQueryIsOneOfPrometheus() throws IOException {
        var promtool = Promtool.orSkip();
        List<String> queries = queries().toList();
        var rules = new StringBuilder("groups:\n- name: queries\n  rules:\n");
        IntStream.range(0, queries.size())
                .forEach(n -> rules.append("  - record: query%d\n    expr: |\n      %s\n"
                        .formatted(
                                n,
                                queries.get(n).replace("$__rate_interval", "1m").replace("$namespace", "scaleproof"))));

        assertThat(promtool.run(
                        "check",
                        "rules",
                        Files.writeString(folder.resolve("queries.yml"), rules).toString()))
                .contains("SUCCESS: %d rules found".formatted(queries.size()));
    }

    private static boolean isOfTheService(String series) {
        return Stream.of("kube_", "container_", "scaleproof:", "scaleproof_run_")
                .noneMatch(series::startsWith);
    }

    private static Stream<String> series(String query) {
        return SERIES.matcher(query).results().map(match -> match.group(1));
    }

    private static Stream<String> queries() {
        return Dashboards.NAMES.stream().flatMap(DashboardsTest::panels).flatMap(DashboardsTest::queries);
    }

    private static Stream<JsonObject> panels(String dashboard) {
        return objects(JsonParser.parseString(Dashboards.json(dashboard))
                .getAsJsonObject()
                .get("panels"));
    }

    private static Stream<String> queries(JsonObject panel) {
        return objects(panel.get("targets")).map(target -> target.get("expr").getAsString());
    }

    private static Stream<JsonObject> objects(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false).map(JsonElement::getAsJsonObject);
    }
}
