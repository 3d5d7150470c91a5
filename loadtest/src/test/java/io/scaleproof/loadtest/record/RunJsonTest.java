package io.scaleproof.loadtest.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJsonTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBackEqual() throws IOException {
        Path file = folder.resolve("report.json");
        RunJson.write(Sample.run(), file);
        assertThat(RunJson.read(file)).isEqualTo(Sample.run());
    }

    @Test
    void aSampleIsALine() throws IOException {
        Path file = folder.resolve("report.json");
        RunJson.write(Sample.run(), file);

        assertThat(Files.readAllLines(file))
                .filteredOn(line -> line.contains("\"measuredAt\""))
                .hasSize(Sample.run().usages().size() + Sample.run().counters().size())
                .allSatisfy(
                        line -> assertThat(line.strip()).startsWith("{\"at\"").containsPattern("},?$"));
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
        Files.writeString(file, RunJson.toJson(Sample.run()).replace("\"schema\":2", "\"schema\":7"));
        assertThatThrownBy(() -> RunJson.read(file))
                .hasMessage(file + " has schema 7; this version reads schema 2. Make the report anew");
    }
}
