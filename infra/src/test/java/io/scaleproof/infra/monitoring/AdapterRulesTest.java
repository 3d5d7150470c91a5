package io.scaleproof.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.infra.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class AdapterRulesTest {
    @Test
    void theDocumentedRulesAreThoseOfAnInstalledAdapter() {
        assertThat(Path.of("..").resolve(AdapterRules.DOCUMENTED))
                .as("write it anew: mvn -pl infra compile exec:java -DmainClass=%s", AdapterRules.class.getName())
                .hasContent(AdapterRules.documented());
    }

    @Test
    void eachMetricHasARuleOfTheServicesNamespaceAlone() {
        Map<String, List<Map<String, Object>>> configuration =
                new Yaml().load(AdapterRules.of(Settings.from(Map.of("namespace", "shop"))));

        assertThat(configuration.get("rules"))
                .hasSameSizeAs(RequestMetric.values())
                .allSatisfy(rule ->
                        assertThat(rule.get("seriesQuery").toString()).contains("{namespace=\"shop\",pod!=\"\"}"))
                .extracting(rule -> ((Map<?, ?>) rule.get("name")).get("as").toString())
                .containsExactly(
                        "http_requests_in_flight", "http_requests_per_second", "http_request_latency_p95_seconds");
    }
}
