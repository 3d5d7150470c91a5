package io.scaleproof.loadtest.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RunJsonTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBackEqual() throws IOException {
        Path file = folder.resolve("report.json");
        RunJson.write(Sample.run(), file);
        assertThat(RunJson.read(file)).isEqualTo(Sample.run());
    }

    /** Of before nodes were watched. */
    @Test
    void aReportWithoutNodesIsReadAllTheSame() throws IOException {
        Path file = folder.resolve("report.json");
        Files.writeString(file, RunJson.toJson(Sample.run()).replaceFirst("\"nodes\":\\[.*?],", ""));

        RunRecord read = RunJson.read(file);

        assertThat(read.nodes()).isEmpty();
        assertThat(read.pods()).isEqualTo(Sample.run().pods());
    }

    @Test
    void aSampleIsALine() throws IOException {
        Path file = folder.resolve("report.json");
        RunJson.write(Sample.run(), file);

        assertThat(Files.readAllLines(file))
                .filteredOn(line -> line.contains("\"measuredAt\""))
                .hasSize(rounds(Sample.run().usages()) + rounds(Sample.run().counters()) + 3)
                .allSatisfy(
                        line -> assertThat(line.strip()).startsWith("{\"at\"").containsPattern("},?$"));
    }

    private static int rounds(List<PodUsage> usages) {
        return (int) usages.stream().map(PodUsage::at).distinct().count();
    }

    /** As schema 2 had them: an object each. */
    @Test
    void aReportOfBeforeUsagesWereColumnsIsReadAllTheSame() throws IOException {
        Path file = folder.resolve("report.json");
        String usages = """
                [{"at":12.5,"measuredAt":10.0,"window":15.2,"pod":"web-1","cpuMillicores":50.25,"memoryBytes":4096,"containers":{}}]""";
        Files.writeString(
                file,
                RunJson.toJson(Sample.run())
                        .replaceFirst("\"usages\":\\{.*?},\"counters\"", "\"usages\":" + usages + ",\"counters\"")
                        .replace("\"schema\":3", "\"schema\":2"));

        assertThat(RunJson.read(file).usages())
                .containsExactly(new PodUsage(
                        Duration.ofMillis(12_500),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(15_200),
                        "web-1",
                        50.25,
                        4_096));
        assertThat(RunJson.read(file).counters()).isEqualTo(Sample.run().counters());
    }

    @Test
    void podsOfSeveralContainersKeepThem() {
        PodUsage single =
                new PodUsage(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(15), "a", 1.5, 7);
        PodUsage two = new PodUsage(
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofSeconds(14),
                "b",
                3,
                0,
                Map.of("web", new PodUsage.Amount(2, 5), "log", new PodUsage.Amount(1, 4)));

        assertThat(UsageTable.of(List.of(single, two)).rounds()).hasSize(1);
        assertThat(UsageTable.of(List.of(single, two)).usages()).containsExactly(single, two);
    }

    @Test
    void aReportOfBeforeTheHpasMetricsWereAskedForIsReadAllTheSame() throws IOException {
        Path file = folder.resolve("report.json");
        String before = RunJson.toJson(Sample.run())
                .replaceFirst(",\"metricReadings\":\\{.*?},\"pods\":\\[\\{", ",\"pods\":[{");
        assertThat(before).doesNotContain("metricReadings").contains("\"counters\"");
        Files.writeString(file, before);

        assertThat(RunJson.read(file).metricReadings()).isEmpty();
    }

    /** What 500 pods say, each something else, takes a few bytes a value. */
    @Test
    void manyPodsMetricsStaySmall() {
        List<MetricReading> readings = IntStream.range(0, 20)
                .boxed()
                .flatMap(round -> IntStream.range(0, 500)
                        .mapToObj(pod -> new MetricReading(
                                Duration.ofMillis(2_000L * round + 123),
                                Duration.ofSeconds(2L * round),
                                Duration.ZERO,
                                "Pods",
                                "http_requests_in_flight",
                                Optional.of("web-7d4b9c5f6d-" + pod),
                                OptionalDouble.of((pod * 7 + round * 13) % 997 / 1e3))))
                .toList();

        assertThat(JsonMapper.shared()
                        .writeValueAsString(MetricTable.of(readings).rounds())
                        .length())
                .isLessThan(10 * readings.size());
        assertThat(MetricTable.of(readings).readings()).isEqualTo(readings);
    }

    @Test
    void timesAreSecondsAndVerdictsNameTheirKind() {
        assertThat(RunJson.toJson(Sample.run()))
                .contains("\"capacityWithin\":60.000")
                .contains("\"verdict\":\"failed\"")
                .contains("\"started\":\"2026-11-24T09:00:00Z\"");
    }

    /** Reports outlive the code that wrote them: those of before name no kind. */
    @Test
    void aReportThatNamesNoKindIsOfADeployment() throws IOException {
        Path file = folder.resolve("report.json");
        String json = RunJson.toJson(Sample.run());
        Files.writeString(file, json.replace(",\"kind\":\"Deployment\"", ""));

        assertThat(json).contains(",\"kind\":\"Deployment\"");
        assertThat(Files.readString(file)).doesNotContain("\"kind\":\"Deployment\"");
        assertThat(RunJson.read(file)).isEqualTo(Sample.run());
        assertThat(RunJson.read(file).target().words()).startsWith("Deployment ");
    }

    @Test
    void aReportOfBeforeRequestsWereCountedIsReadAllTheSame() throws IOException {
        Path file = folder.resolve("report.json");
        String json = RunJson.toJson(Sample.run());
        String before = json.replaceFirst(",\"byRequest\":\\[[^]]*]", "");
        assertThat(before).isNotEqualTo(json);
        Files.writeString(file, before);

        assertThat(RunJson.read(file).ledger().byRequest()).isEmpty();
    }

    @Test
    void soIsOneOfBeforeAReactionCouldBeApproximate() throws IOException {
        Path file = folder.resolve("report.json");
        String before = RunJson.toJson(Sample.run()).replace(",\"approximate\":false", "");
        assertThat(before).doesNotContain("approximate");
        Files.writeString(file, before);

        assertThat(RunJson.read(file)).isEqualTo(Sample.run());
    }

    @Test
    void refusesARecordOfAnotherSchema() throws IOException {
        Path file = folder.resolve("report.json");
        Files.writeString(file, RunJson.toJson(Sample.run()).replace("\"schema\":3", "\"schema\":7"));
        assertThatThrownBy(() -> RunJson.read(file))
                .hasMessage(file + " has schema 7; this version reads schemas 2 to 3. Make the report anew");
    }
}
