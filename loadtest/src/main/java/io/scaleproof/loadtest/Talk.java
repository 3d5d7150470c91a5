package io.scaleproof.loadtest;

import io.scaleproof.loadtest.options.FormatOption;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.report.Reports;
import io.scaleproof.loadtest.report.ResultJson;
import io.scaleproof.loadtest.terminal.Progress;
import io.scaleproof.loadtest.terminal.Summary;
import io.scaleproof.loadtest.terminal.Terminal;
import io.scaleproof.loadtest.terminal.WatchLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a verb prints, for people or for programs, and the exit code that it ends with. */
final class Talk {
    private final CommandLine command;
    private final boolean json;
    private final Optional<Path> folder;
    private final Step step;

    /** For what writes no report. */
    Talk(CommandSpec spec, FormatOption format) {
        this(spec, format, Optional.empty(), Step.none());
    }

    /** @param folder where the reports go */
    Talk(CommandSpec spec, FormatOption format, Path folder) {
        this(spec, format, Optional.of(folder), Step.none());
    }

    /** @param step the step of a workflow that is told of it, too */
    Talk(CommandSpec spec, FormatOption format, Path folder, Step step) {
        this(spec, format, Optional.of(folder), step);
    }

    private Talk(CommandSpec spec, FormatOption format, Optional<Path> folder, Step step) {
        this.command = spec.commandLine();
        this.json = format.isJson();
        this.folder = folder;
        this.step = step;
    }

    /** What can end with an exit code, or with why not. */
    interface Task {
        int run() throws CouldNotRun, IOException, InterruptedException;
    }

    /** Runs {@code task}; what keeps it from its end is said, with what to do about it. */
    int exitCode(Task task) throws IOException, InterruptedException {
        try {
            return task.run();
        } catch (CouldNotRun e) {
            couldNotRun(e);
        } catch (NoSuchFileException e) {
            complain("there is no file " + e.getFile());
        } catch (IllegalArgumentException e) {
            complain(e.getMessage());
        } catch (IOException e) {
            // Not left to the command line, whose exit code for it is that of a broken contract.
            complain(e.toString());
        } catch (RuntimeException e) {
            // A fault of this program. Said here, since after Ctrl-C the JVM ends with this method.
            e.printStackTrace(command.getErr());
        }
        return RunOutcome.COULD_NOT_RUN.exitCode();
    }

    private void couldNotRun(CouldNotRun why) {
        complain(why.getMessage() + System.lineSeparator() + "Try: " + why.remedy());
        try {
            if (folder.isPresent()) {
                Reports.couldNotRun(why, folder.get());
            }
        } catch (IOException e) {
            say("junit.xml could not be written: " + e);
        }
        step.tell(why, this::say);
        result(ResultJson.of(why));
    }

    /** Shows and writes what {@code run} came to. */
    int report(RunRecord run) throws CouldNotRun {
        Path reports = folder.orElseThrow();
        Summary.lines(run).forEach(this::say);
        say("Report: " + Reports.write(run, reports).toUri());
        step.tell(run, this::say);
        result(ResultJson.of(run, reports));
        return run.outcome().exitCode();
    }

    /** Shows what a trace came to, which is written already. */
    int report(Path page, String document, boolean keepsContract) {
        say("Report: " + page.toUri());
        result(document);
        return (keepsContract ? RunOutcome.PASSED : RunOutcome.FAILED).exitCode();
    }

    /** How a run goes, second by second. */
    Progress progress(boolean plain) {
        return Terminal.open(plain || json, json ? System.err : System.out);
    }

    /** How a load goes that is only watched. */
    Progress watching() {
        return new WatchLines(json ? System.err : System.out);
    }

    /** A line for people. */
    void say(String line) {
        (json ? command.getErr() : command.getOut()).println(line);
    }

    /** What programs read, where they do. */
    void result(String document) {
        if (json) {
            PrintWriter out = command.getOut();
            out.println(document);
            out.flush();
        }
    }

    private void complain(String why) {
        command.getErr().printf("%nCould not run: %s%n", why);
    }
}
