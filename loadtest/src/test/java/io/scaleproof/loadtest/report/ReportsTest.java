package io.scaleproof.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.contract.Judge;
import io.scaleproof.loadtest.hpa.Replay;
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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReportsTest {

    @Test
    void writesThreeFilesOfTheSameRun(@TempDir Path folder) throws IOException {
        Path html = Reports.write(Sample.run(), folder.resolve("new"));

        assertThat(html).hasFileName("report.html").isNotEmptyFile();
        assertThat(folder.resolve("new/junit.xml")).content().startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        assertThat(RunJson.read(folder.resolve("new/report.json"))).isEqualTo(Sample.run());
    }

    @Test
    void showARunThatWasInterruptedBeforeItsLoad(@TempDir Path folder) throws IOException {
        RunRecord run = withoutLoad(Scenarios.surge(), folder.resolve("run.json"));

        assertThat(Simulator.beside(run)).as("a prediction").isEmpty();
        RunRecord explained = run.explained(Replay.of(run));
        RunRecord judged = explained.judged(RunOutcome.INTERRUPTED, Judge.judge(explained));

        assertThat(Reports.write(judged, folder)).content().contains("interrupted");
        assertThat(Summary.lines(judged)).last().asString().startsWith("INTERRUPTED");
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
