package io.scaleproof.loadtest;

import io.scaleproof.loadtest.run.RunJson;
import io.scaleproof.loadtest.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a run's reports into one folder. */
final class Reports {
    private final Path folder;
    private final Path json;

    Reports(Path folder) {
        this.folder = folder;
        this.json = folder.resolve("report.json");
    }

    /** Removes the reports of an earlier run, so that a run that ends without one cannot be mistaken for it. */
    void clear() throws IOException {
        Files.deleteIfExists(json);
    }

    /** Writes all reports, and says where. */
    List<String> write(RunRecord run) throws IOException {
        Files.createDirectories(folder);
        RunJson.write(run, json);
        return List.of("Report: " + json.toAbsolutePath());
    }
}
