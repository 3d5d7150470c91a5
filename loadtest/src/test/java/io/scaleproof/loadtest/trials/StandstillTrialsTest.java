package io.scaleproof.loadtest.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.hpa.Standstill;
import io.scaleproof.loadtest.record.RunJson;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.WatchHealth.Gap;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import io.scaleproof.loadtest.simulate.Scenarios;
import io.scaleproof.loadtest.terminal.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a real cluster, and one on paper: as they were, and as if the HPA's controller had gone when the load ended. */
class StandstillTrialsTest {
    private static final Path RUNS = Path.of("src/test/resources/io/scaleproof/loadtest/simulate/runs");

    private static List<RunRecord> real;

    @BeforeAll
    static void read(@TempDir Path folder) throws IOException {
        real = new ArrayList<>();
        try (Stream<Path> files = Files.list(RUNS)) {
            for (Path file : files.sorted().toList()) {
                Path json = folder.resolve(file.getFileName() + ".json");
                try (InputStream packed = new GZIPInputStream(Files.newInputStream(file))) {
                    Files.copy(packed, json);
                }
                real.add(RunJson.read(json));
            }
        }
    }

    @Test
    void noRealRunWithAControllerStoodStill() {
        assertThat(real).allSatisfy(run -> assertThat(Standstill.of(run)).isEmpty());
    }

    /** A trace has no rest at its end, and a spike is over before the HPA has looked at it twice. */
    @Test
    void eachWhoseLoadIsHeldAndThenTakenAwayDoesWithoutOne() {
        List<RunRecord> held = real.stream()
                .filter(run -> run.autoscaler().orElseThrow().looksAtCpuAlone())
                .filter(run ->
                        Set.of("surge", "ramp", "staircase").contains(run.plan().name()))
                .toList();

        assertThat(held)
                .hasSizeGreaterThanOrEqualTo(12)
                .allSatisfy(
                        run -> assertThat(Standstill.of(withoutController(run))).hasSize(1));
    }

    @Test
    void itIsSaidFromWhenTheMetricsChanged() {
        RunRecord run = Scenarios.surge();

        assertThat(Standstill.of(run)).isEmpty();
        assertThat(Standstill.of(withoutController(run))).singleElement().satisfies(still -> {
            assertThat(still.from()).isBetween(quiet(run), quiet(run).plusSeconds(40));
            assertThat(still.to()).isEqualTo(run.length());
            assertThat(still.words()).startsWith("the HPA stood still from ").contains(", while the metrics API gave ");
        });
    }

    @Test
    void itIsALineOfTheSummary() {
        RunRecord run = Scenarios.surge();

        assertThat(Summary.lines(run)).noneMatch(line -> line.startsWith("  stood"));
        assertThat(Summary.lines(withoutController(run)))
                .anyMatch(line -> line.startsWith("  stood   the HPA stood still from "));
    }

    @Test
    void whereTheHpaWasNotWatchedNothingIsSaid() {
        RunRecord run = withoutController(Scenarios.surge());

        assertThat(Standstill.of(unseen(run, Watched.HPA))).isEmpty();
        assertThat(Standstill.of(unseen(run, Watched.METRICS))).hasSize(1);
    }

    private static RunRecord withoutController(RunRecord run) {
        Changed changed = new Changed(run);
        changed.hpa.removeIf(status -> status.at().compareTo(quiet(run)) >= 0);
        return changed.run();
    }

    private static Duration quiet(RunRecord run) {
        return run.plan().stages().getLast().start();
    }

    private static RunRecord unseen(RunRecord run, Watched what) {
        Changed changed = new Changed(run);
        changed.gaps.add(new Gap(what, quiet(run), run.length(), "the API server went away"));
        return changed.run();
    }
}
