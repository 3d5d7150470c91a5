package io.scaleproof.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.MetricFigure;
import io.scaleproof.loadtest.record.RunJson;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of HPAs that look at something other than CPU. */
class MetricReportTest {
    private static final String CPU =
            "{\"source\":\"Resource\",\"name\":\"cpu\",\"targetType\":\"Utilization\",\"target\":50.0}";
    private static final String REQUESTS =
            "{\"source\":\"Pods\",\"name\":\"in_flight\",\"targetType\":\"AverageValue\",\"target\":0.05}";
    private static final String CPU_MEASURED = "{\"name\":\"cpu\",\"utilizationPercent\":280,\"averageValue\":0.28}";
    private static final String REQUESTS_MEASURED = "{\"name\":\"in_flight\",\"averageValue\":0.21}";

    @TempDir
    private Path folder;

    @Test
    void theOnlyMetricIsDrawnInItsOwnUnitBesideItsTarget() throws IOException {
        RunRecord run = run(REQUESTS, REQUESTS_MEASURED);
        Chart chart = chart(run);

        assertThat(chart.title()).isEqualTo("in_flight, a pod");
        assertThat(chart.series()).extracting(Chart.Series::label).startsWith("measured by the HPA", "target");
        assertThat(new Charts(run)
                        .measuredShare(new Chart.Series("", "", "", "", true))
                        .max())
                .isCloseTo(420, within(1e-9));
        assertThat(new TextCharts(run).lines())
                .anyMatch(line -> line.startsWith("HPA's metric") && line.endsWith("at most 420 % of its target"));
    }

    @Test
    void severalAreDrawnBesideEachOtherInPercentOfTheirTargets() throws IOException {
        Chart chart = chart(run(CPU + "," + REQUESTS, CPU_MEASURED + "," + REQUESTS_MEASURED));

        assertThat(chart.title()).isEqualTo("What the HPA measured, percent of each target");
        assertThat(chart.series()).extracting(Chart.Series::label).startsWith("cpu", "in_flight", "target");
    }

    @Test
    void cpuAloneIsDrawnAsEver() {
        assertThat(chart(Sample.run()).title()).isEqualTo("CPU, percent of the request");
        assertThat(new TextCharts(Sample.run()).lines()).anyMatch(line -> line.startsWith("CPU "));
    }

    @Test
    void ofTwoRunsOfWhichOneIsByRequestsPercentOfTargetsAreCompared() throws IOException {
        assertThat(CompareReport.of(Sample.run(), run(REQUESTS, REQUESTS_MEASURED)))
                .contains("What the HPA measured, percent of its target")
                .doesNotContain("CPU measured by the HPA");
        assertThat(CompareReport.of(Sample.run(), Sample.run()))
                .contains("CPU measured by the HPA, percent of the request");
    }

    @Test
    void aDecisionShowsTheMetricThatDecidedBesideItsTargetAndHowOldItWas() {
        MetricFigure figure = new MetricFigure(
                new Metric("Pods", "in_flight", "AverageValue", 0.05),
                0.21,
                Optional.of(Duration.ofMillis(800)),
                Optional.of(Duration.ofSeconds(10)));
        RunRecord run = Sample.run()
                .explained(List.of(new Decision(
                        Duration.ofSeconds(31),
                        1,
                        6,
                        Optional.empty(),
                        Optional.of(figure),
                        Optional.of(5),
                        Optional.empty(),
                        List.of("wanted 5"))));

        assertThat(HtmlReport.of(run))
                .contains("in_flight 0.21 / 0.05 a pod, 0.8 s old, a mean over 10.0 s")
                .contains("(predicted 5, and the HPA, which measured 0.21, did otherwise)");
    }

    private static Chart chart(RunRecord run) {
        return new Charts(run)
                .all().stream()
                        .filter(chart -> List.of("cpu", "metric").contains(chart.id()))
                        .findFirst()
                        .orElseThrow();
    }

    private RunRecord run(String metrics, String measured) throws IOException {
        String json = RunJson.toJson(Sample.run());
        assertThat(json).contains(CPU, CPU_MEASURED);
        Path file = folder.resolve("report.json");
        Files.writeString(file, json.replace(CPU, metrics).replace(CPU_MEASURED, measured));
        return RunJson.read(file);
    }
}
