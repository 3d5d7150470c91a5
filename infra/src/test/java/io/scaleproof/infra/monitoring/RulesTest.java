package io.scaleproof.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.infra.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class RulesTest {
    private static final String TESTS = Template.text("rules_test.yml");

    @TempDir
    private Path folder;

    @Test
    void everyAlertSaysHowBadItIsWhatItIsAndWhatToDo() {
        assertThat(alerts()).hasSize(8).allSatisfy(alert -> {
            assertThat(alert.get("labels").toString()).matches("\\{severity=(warning|critical)\\}");
            assertThat(fields(alert.get("annotations"))).containsOnlyKeys("summary", "description");
        });
    }

    @Test
    void everyAlertIsMadeToFireByATest() {
        var fired = new Yaml()
                .<Map<String, List<Map<String, List<Map<String, Object>>>>>>load(TESTS).get("tests").stream()
                        .flatMap(test -> test.get("alert_rule_test").stream())
                        .filter(alert -> !((List<?>) alert.get("exp_alerts")).isEmpty())
                        .map(alert -> alert.get("alertname"))
                        .toList();

        assertThat(alerts())
                .extracting(alert -> alert.get("alert"))
                .allSatisfy(name -> assertThat(fired).contains(name));
    }

    @Test
    void namesTheNamespaceThatItIsFor() {
        assertThat(Rules.of("shop")).contains("namespace=\"shop\"").doesNotContain("namespace=\"scaleproof\"");
    }

    @Test
    void namesTheHpaThatKedaMakes() {
        assertThat(Rules.of(Settings.from(Map.of("metricsAdapter", "kedaPresent"))))
                .contains("horizontalpodautoscaler=\"keda-hpa-scaleproof\"", "describe hpa keda-hpa-scaleproof")
                .doesNotContain("horizontalpodautoscaler=\"scaleproof\"", "describe hpa scaleproof");
    }

    /** Prometheus' own word: {@code cluster/monitoring-images build} builds it. */
    @Test
    void promtoolFiresAndKeepsSilentAsExpected() throws IOException {
        var promtool = Promtool.orSkip();
        Files.writeString(folder.resolve("rules.yml"), Rules.of("scaleproof"));
        Path tests = Files.writeString(folder.resolve("rules_test.yml"), TESTS);

        assertThat(promtool.run("test", "rules", tests.toString())).contains("SUCCESS");
    }

    private static List<Map<String, Object>> alerts() {
        return ((List<?>) Rules.spec(Settings.from(Map.of())).get("groups"))
                .stream()
                        .flatMap(group -> ((List<?>) ((Map<?, ?>) group).get("rules")).stream())
                        .map(RulesTest::fields)
                        .filter(rule -> rule.containsKey("alert"))
                        .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(Object object) {
        return (Map<String, Object>) object;
    }
}
