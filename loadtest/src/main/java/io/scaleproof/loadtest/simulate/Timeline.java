package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A simulated run in text: what changes, when, and why. */
public final class Timeline {
    private Timeline() {}

    private record Line(Duration at, String words) {}

    /** One line a change, in order. */
    public static List<String> lines(RunRecord run) {
        return Stream.of(stages(run), decisions(run), capacities(run))
                .flatMap(lines -> lines)
                .filter(line -> !line.at().isNegative())
                .sorted(Comparator.comparing(Line::at))
                .map(line -> String.format(Locale.ROOT, "%7.1f s  %s", line.at().toMillis() / 1e3, line.words()))
                .toList();
    }

    private static Stream<Line> stages(RunRecord run) {
        return run.plan().stages().stream().map(stage -> new Line(stage.start(), words(stage)));
    }

    private static String words(StageRun stage) {
        return stage.fromRate() == stage.toRate()
                ? String.format(
                        Locale.ROOT,
                        "%s: %.1f requests/s, %.2f pods' worth",
                        stage.name(),
                        stage.toRate(),
                        stage.pods())
                : String.format(
                        Locale.ROOT,
                        "%s: %.1f to %.1f requests/s, up to %.2f pods' worth",
                        stage.name(),
                        stage.fromRate(),
                        stage.toRate(),
                        stage.pods());
    }

    private static Stream<Line> decisions(RunRecord run) {
        return run.decisions().stream()
                .filter(decision -> decision.from() != decision.to())
                .map(decision -> new Line(decision.at(), words(decision)));
    }

    private static String words(Decision decision) {
        return "HPA %d -> %d: %s"
                .formatted(
                        decision.from(), decision.to(), decision.explanation().getFirst());
    }

    private static Stream<Line> capacities(RunRecord run) {
        List<DeploymentSample> samples = run.deployments();
        return Stream.iterate(1, i -> i < samples.size(), i -> i + 1)
                .filter(i -> samples.get(i).ready() != samples.get(i - 1).ready())
                .map(samples::get)
                .map(sample -> new Line(sample.at(), "%d of %d pods ready".formatted(sample.ready(), sample.wanted())));
    }
}
