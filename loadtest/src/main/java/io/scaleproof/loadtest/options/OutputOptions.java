package io.scaleproof.loadtest.options;

import io.scaleproof.loadtest.target.Home;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What comes out of a run, and where. */
public class OutputOptions {
    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Where the reports go. Default: ./scaleproof-report; in a clone loadtest/target/report, and"
                    + " target/simulation for a prediction.")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--plain", description = "Plain lines instead of a screen, as when piped.")
    private boolean plain;

    /**
     * The folder for reports.
     *
     * @param inClone the folder in the load test's own, where this was started from a clone
     */
    public Path report(String inClone) {
        return report.or(() -> Home.folder().map(home -> home.resolve(inClone))).orElse(Path.of("scaleproof-report"));
    }

    public boolean plain() {
        return plain;
    }
}
