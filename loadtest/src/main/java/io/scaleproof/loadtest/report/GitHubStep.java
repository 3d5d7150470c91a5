package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.OnNodes;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a step of a GitHub workflow shows of a run: a table in the step's summary, and an annotation for every clause that was
 * not kept. Both are what GitHub's documentation calls workflow commands.
 *
 * @param summary the file whose Markdown GitHub shows, to which every step adds
 */
public record GitHubStep(Path summary) {

    /** The step that this process runs in; empty where it runs in none. */
    public static Optional<GitHubStep> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("GITHUB_STEP_SUMMARY"))
                .filter(file -> !file.isBlank())
                .map(file -> new GitHubStep(Path.of(file)));
    }

    /**
     * Adds {@code run} to the summary.
     *
     * @return the annotations, to be printed
     */
    public List<String> tell(RunRecord run) throws IOException {
        add(markdown(run));
        List<String> annotations = new ArrayList<>();
        run.verdicts().forEach(verdict -> annotation(verdict).ifPresent(annotations::add));
        // Nothing is proven, even if no clause was broken by then.
        if (run.outcome().isUnjudged()) {
            OutcomeView outcome = OutcomeView.of(run);
            annotations.add(command("warning", "Scaleproof", outcome.word() + " " + outcome.sentence()));
        }
        return annotations;
    }

    /** The same for a run that could not begin. */
    public List<String> tell(CouldNotRun why) throws IOException {
        add("### Scaleproof: could not run\n\n%s\n\nTry: %s\n".formatted(why.getMessage(), why.remedy()));
        return List.of(command("error", "Scaleproof could not run", why.getMessage() + "\nTry: " + why.remedy()));
    }

    private void add(String markdown) throws IOException {
        Files.writeString(summary, markdown + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String markdown(RunRecord run) {
        OutcomeView outcome = OutcomeView.of(run);
        List<String> lines = new ArrayList<>();
        lines.add("### Scaleproof: %s %s".formatted(outcome.word(), outcome.sentence()));
        lines.addAll(List.of("", "%s %s".formatted(outcome.story(), outcome.when())));
        outcome.reason().ifPresent(reason -> lines.addAll(List.of("", reason)));
        lines.addAll(List.of("", "| | clause | required | actual |", "| --- | --- | --- | --- |"));
        run.verdicts().forEach(verdict -> lines.add(row(verdict)));
        List<String> nodes = OnNodes.lines(run);
        if (!nodes.isEmpty()) {
            lines.addAll(List.of("", "Pods by node:", ""));
            nodes.forEach(line -> lines.add("- " + line));
        }
        List<String> charts = new TextCharts(run).lines();
        if (!charts.isEmpty()) {
            lines.addAll(List.of("", "```"));
            lines.addAll(charts);
            lines.add("```");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String row(Verdict verdict) {
        String kind = switch (verdict) {
            case Verdict.Passed _ -> "passed";
            case Verdict.Failed _ -> "**FAILED**";
            case Verdict.Unknown _ -> "unknown";
        };
        String actual = switch (verdict) {
            case Verdict.Passed passed -> passed.actual();
            case Verdict.Failed failed ->
                "%s<br>why: %s<br>try: `%s`".formatted(failed.actual(), failed.reason(), failed.remedy());
            case Verdict.Unknown unknown -> "%s<br>try: `%s`".formatted(unknown.reason(), unknown.remedy());
        };
        return "| %s | %s | %s | %s |".formatted(kind, cell(verdict.title()), cell(verdict.required()), cell(actual));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", "<br>");
    }

    private static Optional<String> annotation(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed _ -> Optional.empty();
            case Verdict.Failed failed ->
                Optional.of(command(
                        "error",
                        failed.title(),
                        "required %s, actual %s: %s\nTry: %s"
                                .formatted(failed.required(), failed.actual(), failed.reason(), failed.remedy())));
            case Verdict.Unknown unknown ->
                Optional.of(command(
                        "warning",
                        unknown.title(),
                        "could not be judged: %s\nTry: %s".formatted(unknown.reason(), unknown.remedy())));
        };
    }

    /** With what GitHub wants escaped: in a property also what ends one. */
    private static String command(String level, String title, String message) {
        return "::%s title=%s::%s"
                .formatted(level, escaped(title).replace(":", "%3A").replace(",", "%2C"), escaped(message));
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
