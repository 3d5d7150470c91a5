package io.scaleproof.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.infra.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The stand-in builds the versions that are pulled elsewhere. */
class ImagesTest {
    private static final Settings DEFAULTS = Settings.from(Map.of());

    @Test
    void theStandInBuildsThePrometheusThatIsPulledElsewhere() throws IOException {
        // 3.16.0 is v0.316.0 as a Go module.
        String module = version("prometheus", "github.com/prometheus/prometheus");

        assertThat(DEFAULTS.monitoring().prometheusImage())
                .isEqualTo("quay.io/prometheus/prometheus:" + module.replaceFirst("^v0\\.(\\d)0?(\\d+)\\.", "v$1.$2."));
    }

    @Test
    void theSameOfWhatStandsBesideIt() throws IOException {
        assertThat(DEFAULTS.monitoring().kubeStateMetricsImage())
                .endsWith("/kube-state-metrics:" + version("kube-state-metrics", "k8s.io/kube-state-metrics/v2"));
        assertThat(DEFAULTS.metricsAdapter().image())
                .endsWith("/prometheus-adapter:" + version("prometheus-adapter", "sigs.k8s.io/prometheus-adapter"));
    }

    @Test
    void theSameOfKeda() throws IOException {
        String version = version("keda", "github.com/kedacore/keda/v2").substring(1);

        assertThat(DEFAULTS.metricsAdapter().kedaImage()).isEqualTo("ghcr.io/kedacore/keda:" + version);
        assertThat(DEFAULTS.metricsAdapter().kedaMetricsImage())
                .isEqualTo("ghcr.io/kedacore/keda-metrics-apiserver:" + version);
    }

    private static String version(String folder, String module) throws IOException {
        return Files.readAllLines(Path.of("../cluster", folder, "go.mod")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith(module + " v"))
                .map(line -> line.split(" ", -1)[1])
                .findFirst()
                .orElseThrow();
    }
}
