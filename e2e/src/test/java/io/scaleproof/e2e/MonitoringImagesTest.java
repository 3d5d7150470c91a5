package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of what monitors, with a {@code go} that builds at once, and without a cluster. */
class MonitoringImagesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void putAGoThatBuildsAtOnceOnThePath() throws Exception {
        FakeGo.in(
                folder,
                "prometheus",
                "promtool",
                "kube-state-metrics",
                "adapter",
                "webhooks",
                "operator",
                "prometheus-config-reloader");
    }

    @Test
    void buildsWithoutAClusterAndSaysWhere() {
        String binaries = binariesOf("build");

        for (String program : new String[] {"prometheus", "promtool", "kube-state-metrics", "prometheus-adapter"}) {
            assertThat(Path.of(binaries, program)).as(program).isExecutable();
        }
    }

    @Test
    void buildsKedaWhenAskedAndNothingElseThen() {
        String binaries = binariesOf("build keda");

        assertThat(Path.of(binaries, "keda")).isExecutable();
        assertThat(Path.of(binaries, "keda-metrics-apiserver")).isExecutable();
        assertThat(Path.of(binaries, "keda-admission-webhooks")).isExecutable();
        assertThat(Path.of(binaries, "prometheus")).doesNotExist();
    }

    @Test
    void buildsThePrometheusOperatorWhenAskedAndNothingElseThen() {
        String binaries = binariesOf("operator build");

        assertThat(Path.of(binaries, "prometheus-operator")).isExecutable();
        assertThat(Path.of(binaries, "prometheus-config-reloader")).isExecutable();
        assertThat(Path.of(binaries, "prometheus")).doesNotExist();
    }

    @Test
    void refusesAWordThatItDoesNotKnow() {
        assertThat(type("cluster/monitoring-images kedas").ended(1).output())
                .contains(
                        "monitoring-images takes 'keda' or 'operator', 'build', both or nothing, and was given 'kedas'",
                        "cluster/monitoring-images --help");
    }

    @Test
    void hasNowhereToPutThemWithoutACluster() {
        assertThat(type("cluster/monitoring-images").ended(1).output())
                .contains("the stand-in cluster is not up", "cluster/up");
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void knowsPrometheusReleasesByTheVersionsOfItsModule() {
        assertThat(version("v0.316.0")).isEqualTo("3.16.0");
        assertThat(version("v0.305.2")).isEqualTo("3.5.2");
        assertThat(version("v0.300.1")).isEqualTo("3.0.1");
    }

    private String version(String module) {
        return type(". cluster/lib/common.sh && . cluster/lib/build.sh && . cluster/lib/monitoring.sh && module_version() { echo "
                        + module + "; } && prometheus_version")
                .ok()
                .output()
                .strip();
    }

    /** The folder that the last line names. */
    private String binariesOf(String words) {
        return type("cluster/monitoring-images " + words)
                .ok()
                .output()
                .strip()
                .lines()
                .toList()
                .getLast();
    }

    private Command.Result type(String line) {
        return new Command(WorkingCopy.repository())
                .with("SCALEPROOF_CACHE", folder.resolve("cache").toString())
                .with("SCALEPROOF_STATE", folder.resolve("state").toString())
                .with("PATH", folder.resolve("path") + ":" + System.getenv("PATH"))
                .run(Duration.ofMinutes(2), line);
    }
}
