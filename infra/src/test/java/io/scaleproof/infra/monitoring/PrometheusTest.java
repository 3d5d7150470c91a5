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

class PrometheusTest {
    private static final String CONFIGURATION =
            Prometheus.configuration(Settings.from(Map.of("monitoring", "install", "namespace", "shop")));

    @TempDir
    private Path folder;

    @Test
    void scrapesTheServiceEveryTwoSecondsInItsNamespaceAlone() {
        var service = job("service");

        assertThat(service.get("scrape_interval")).isEqualTo("2s");
        assertThat(service.get("metrics_path")).isEqualTo("/prometheus");
        assertThat(service.get("kubernetes_sd_configs").toString()).contains("namespaces={names=[shop]}");
    }

    @Test
    void keepsOfEachKubeletWhatIsOfTheService() {
        for (String job : List.of("kubelet-resource", "kubelet-cadvisor")) {
            assertThat(job(job).get("metric_relabel_configs").toString())
                    .as(job)
                    .contains("source_labels=[namespace], regex=shop, action=keep");
        }
    }

    @Test
    void keepsNoMoreThanItsVolumeHolds() {
        assertThat(CONFIGURATION).contains("retention: {time: 24h, size: 512MB}");
    }

    /** Prometheus' own word: {@code cluster/monitoring-images build} builds it. */
    @Test
    void isConfiguredAsPrometheusAllows() throws IOException {
        var promtool = Promtool.orSkip();
        Path file = Files.writeString(folder.resolve("prometheus.yml"), CONFIGURATION);

        assertThat(promtool.run("check", "config", "--syntax-only", file.toString()))
                .contains("SUCCESS");
    }

    private static Map<?, ?> job(String name) {
        Map<String, Object> configuration = new Yaml().load(CONFIGURATION);
        return ((List<?>) configuration.get("scrape_configs"))
                .stream()
                        .map(job -> (Map<?, ?>) job)
                        .filter(job -> name.equals(job.get("job_name")))
                        .findFirst()
                        .orElseThrow();
    }
}
