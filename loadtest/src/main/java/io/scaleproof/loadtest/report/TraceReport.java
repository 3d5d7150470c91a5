package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.Elasticity;
import io.scaleproof.loadtest.simulate.TraceRun;
import io.scaleproof.loadtest.tune.Comparison;
import io.scaleproof.loadtest.tune.Ground;
import io.scaleproof.loadtest.tune.TraceWords;
import io.scaleproof.loadtest.tune.Trial;
import io.scaleproof.loadtest.tune.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of a trace: one page that needs nothing but itself, and one JSON document. */
public final class TraceReport {
    private TraceReport() {}

    /**
     * Writes {@code tune.html} and {@code tune.json}.
     *
     * @return the page
     */
    public static Path write(Tuning tuning, String version, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("tune.json"), json(tuning) + "\n");
        return Files.writeString(folder.resolve("tune.html"), TracePage.of(tuning, version));
    }

    /**
     * Writes {@code trace.html} and {@code trace.json}.
     *
     * @return the page
     */
    public static Path write(Comparison comparison, String version, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("trace.json"), json(comparison) + "\n");
        return Files.writeString(folder.resolve("trace.html"), TracePage.of(comparison, version));
    }

    private record Traffic(
            String name,
            double seconds,
            double stepSeconds,
            double requests,
            double peakPerSecond,
            int peakPods,
            List<String> notes) {
        static Traffic of(Ground ground) {
            var trace = ground.trace();
            return new Traffic(
                    trace.name(),
                    trace.length().toMillis() / 1e3,
                    trace.step().toNanos() / 1e9,
                    trace.requests(),
                    trace.peak(),
                    ground.peak(),
                    trace.notes());
        }
    }

    private record Policy(
            double longestShortageSeconds, double failedRequests, double p99AtCapacityMillis, Elasticity elasticity) {
        static Map<String, Policy> all(Map<String, TraceRun> runs) {
            Map<String, Policy> all = new LinkedHashMap<>();
            runs.forEach((name, run) -> all.put(
                    name,
                    new Policy(
                            run.longestShortage() / 1e3,
                            Math.floor(run.failed()),
                            run.p99AtCapacityMillis(),
                            run.elasticity())));
            return all;
        }
    }

    private record Compared(
            boolean keepsContract, String words, String contract, Traffic traffic, Map<String, Policy> policies) {}

    private record Tuned(
            boolean keepsContract,
            String words,
            String contract,
            Traffic traffic,
            Trial today,
            Trial best,
            Map<String, String> changes,
            List<String> commands,
            List<String> patch,
            List<Trial> front,
            Map<String, List<Trial>> sensitivity,
            Map<String, Trial> robustness,
            List<String> unvaried,
            String searched,
            Map<String, Policy> policies) {}

    /** The JSON of a comparison. */
    public static String json(Comparison comparison) {
        return ResultJson.json(new Compared(
                comparison.keepsContract(),
                comparison.place(),
                comparison.clauses().words(),
                Traffic.of(comparison.ground()),
                Policy.all(comparison.runs())));
    }

    /** The JSON of a search. */
    public static String json(Tuning tuning) {
        Map<String, List<Trial>> sensitivity = new LinkedHashMap<>();
        tuning.sensitivity().forEach(some -> sensitivity.put(some.name(), some.trials()));
        Map<String, Trial> robustness = new LinkedHashMap<>();
        tuning.robustness().forEach(some -> robustness.put(some.words(), some.trial()));
        return ResultJson.json(new Tuned(
                tuning.best().keepsContract(),
                TraceWords.verdict(tuning),
                tuning.clauses().words(),
                Traffic.of(tuning.ground()),
                tuning.today(),
                tuning.best(),
                tuning.changes(),
                tuning.commands(),
                tuning.patch(),
                tuning.front(),
                sensitivity,
                robustness,
                tuning.unvaried(),
                tuning.searched(),
                Policy.all(tuning.runs())));
    }
}
