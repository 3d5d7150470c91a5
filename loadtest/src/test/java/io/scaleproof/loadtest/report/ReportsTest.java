package io.scaleproof.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaleproof.loadtest.contract.Judge;
import io.scaleproof.loadtest.hpa.Replay;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.RunJson;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Sample;
import io.scaleproof.loadtest.simulate.Scenarios;
import io.scaleproof.loadtest.simulate.Simulator;
import io.scaleproof.loadtest.terminal.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReportsTest {

    @Test
    void writesThreeFilesOfTheSameRun(@TempDir Path folder) throws Exception {
        Path html = Reports.write(Sample.run(), folder.resolve("new"));

        assertThat(html).hasFileName("report.html").isNotEmptyFile();
        assertThat(folder.resolve("new/junit.xml")).content().startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        assertThat(RunJson.read(folder.resolve("new/report.json"))).isEqualTo(Sample.run());
    }

    @Test
    void showARunThatWasInterruptedBeforeItsLoad(@TempDir Path folder) throws Exception {
        RunRecord run = withoutLoad(Scenarios.surge(), folder.resolve("run.json"));

        assertThat(Simulator.beside(run)).as("a prediction").isEmpty();
        RunRecord explained = run.explained(Replay.of(run));
        RunRecord judged = explained.judged(RunOutcome.INTERRUPTED, Judge.judge(explained));

        assertThat(Reports.write(judged, folder)).content().contains("interrupted");
        assertThat(Summary.lines(judged)).last().asString().startsWith("INTERRUPTED");
    }

    /** /dev/full has no room whatever is written to it. */
    @ParameterizedTest
    @ValueSource(strings = {"report.json", "junit.xml", "report.html"})
    void onAFullDiskItSaysSoAndLeavesNoPartOfAReport(String noRoomFor, @TempDir Path folder) throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
        Files.createSymbolicLink(folder.resolve(noRoomFor), Path.of("/dev/full"));

        assertThatExceptionOfType(CouldNotRun.class)
                .isThrownBy(() -> Reports.write(Sample.run(), folder))
                .withMessageStartingWith("The report could not be written to " + folder)
                .withMessageEndingWith("No space left on device")
                .satisfies(full -> assertThat(full.remedy()).contains("--report DIR"));
        assertThat(folder).isEmptyDirectory();
    }

    /** A long one fills the writer's buffer in the middle of its JSON, and then the disk's error comes in another wrapping. */
    @Test
    void onAFullDiskThatIsSoOfALongRunToo(@TempDir Path folder) throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
        Files.createSymbolicLink(folder.resolve("report.json"), Path.of("/dev/full"));

        assertThatExceptionOfType(CouldNotRun.class)
                .isThrownBy(() -> Reports.write(Scenarios.surge(), folder))
                .withMessageEndingWith("No space left on device");
        assertThat(folder).isEmptyDirectory();
    }

    private static RunRecord withoutLoad(RunRecord run, Path file) throws IOException {
        ObjectNode json = (ObjectNode) new JsonMapper().readTree(RunJson.toJson(run));
        ((ObjectNode) json.get("plan")).putArray("stages");
        json.putArray("seconds");
        json.putObject("stageLatencies");
        Files.writeString(file, json.toString());
        return RunJson.read(file);
    }
}
