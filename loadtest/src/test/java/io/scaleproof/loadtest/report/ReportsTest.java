package io.scaleproof.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.run.RunJson;
import io.scaleproof.loadtest.run.Sample;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

    @Test
    void writesThreeFilesOfTheSameRun(@TempDir Path folder) throws IOException {
        Path html = Reports.write(Sample.run(), folder.resolve("new"));

        assertThat(html).hasFileName("report.html").isNotEmptyFile();
        assertThat(folder.resolve("new/junit.xml")).content().startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        assertThat(RunJson.read(folder.resolve("new/report.json"))).isEqualTo(Sample.run());
    }
}
