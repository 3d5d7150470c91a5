package io.scaleproof.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.hpa.Agreement;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.RunJson;
import io.scaleproof.loadtest.record.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An hour at 1,000 requests a second and 500 pods has room in half of the 256 MiB that it may take, reports included. With whole
 * objects kept it takes more than this half, which is how this test would notice.
 */
class HourOfRecordTest {
    private static final int MINUTES = 5;

    @TempDir
    Path folder;

    @Test
    void anHourOfFiveHundredPodsFitsIntoASmallHeapAndASmallReport() throws Exception {
        Path said = folder.resolve("said");
        Process hour = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--class-path",
                        System.getProperty("java.class.path"),
                        HourOfRecord.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(hour.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as("ends in time")
                    .isTrue();
        } finally {
            hour.destroyForcibly();
        }

        assertThat(hour.exitValue()).as(Files.readString(said)).isZero();
        assertThat(Files.size(folder.resolve("report.json"))).isLessThan(10_000_000);
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        RunRecord run = RunJson.read(folder.resolve("report.json"));
        assertThat(run.totals().count()).isEqualTo(3_600_000);
        assertThat(run.pods().size()).isGreaterThan(900);
        assertThat(run.deployments().stream().mapToInt(DeploymentSample::ready).max())
                .hasValue(500);
        assertThat(run.usages().size()).isGreaterThan(80_000);
        assertThat(run.counters().size()).isGreaterThan(40_000);
        assertThat(Agreement.of(run.decisions()).syncs()).isGreaterThan(20);
    }
}
