package io.scaleproof.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.scaleproof.service.machine.ProcessClock;
import io.scaleproof.service.machine.ProcessStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine without /proc and without control groups, such as a Mac: what is not known is missing, and not 0. */
class ProcessMetricsTest {
    @TempDir
    Path nothing;

    private List<String> exposed(ProcessHandle process) {
        var registry = new PrometheusRegistry();
        ProcessMetrics.register(
                registry, nothing, new ProcessClock(nothing, process::info), new ProcessStatus(nothing));
        return registry.scrape().stream()
                .filter(metric -> !metric.getDataPoints().isEmpty())
                .map(metric -> metric.getMetadata().getPrometheusName())
                .toList();
    }

    @Test
    void haveWhatTheJdkKnowsWithoutProc() {
        assertThat(exposed(ProcessHandle.current()))
                .containsExactlyInAnyOrder("process_cpu_seconds", "process_start_time_seconds");
    }

    @Test
    void haveNoCpuWhereNobodyKnowsIt() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        assertThat(exposed(ended.toHandle())).containsExactly("process_start_time_seconds");
    }
}
