package io.scaleproof.loadtest;

import io.scaleproof.loadtest.options.FormatOption;
import io.scaleproof.loadtest.options.OutputOptions;
import io.scaleproof.loadtest.record.RunJson;
import io.scaleproof.loadtest.report.CompareReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Two runs in one page. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "two runs in one page",
        description = "Shows two runs in one page, before and after a change: verdicts, figures, settings and curves.")
final class Compare implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "BEFORE", description = "report.json of the run before the change.")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "report.json of the run after it.")
    private Path after;

    @ArgGroup(validate = false, heading = "%nWhat comes out:%n")
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private FormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = output.report("target/report");
        Talk talk = new Talk(spec, format, folder);
        return talk.exitCode(() -> {
            String page = CompareReport.of(RunJson.read(before), RunJson.read(after));
            Path file = Files.createDirectories(folder).resolve("compare.html");
            talk.say("Comparison: " + Files.writeString(file, page).toUri());
            return CommandLine.ExitCode.OK;
        });
    }
}
