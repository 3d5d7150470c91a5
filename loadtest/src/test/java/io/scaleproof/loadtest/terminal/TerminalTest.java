package io.scaleproof.loadtest.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.plan.BuiltInPlan;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Sample;
import io.scaleproof.loadtest.watch.ClusterState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);

    @Test
    void aPlainLineSaysWhatMatters() {
        assertThat(PlainLines.line(snapshot(35, "surge", 1, 6, 0)))
                .isEqualTo(
                        "   35 s  surge        11/s  p99    62 ms  failed 0 of 280  cpu 280/50 %  pods 1 ready of 6");
    }

    @Test
    void plainLinesComeWithEveryChangeAndOtherwiseEveryTenSeconds() {
        try (PlainLines lines = new PlainLines(out)) {
            for (int second = 1; second <= 30; second++) {
                lines.second(snapshot(second, "surge", second < 5 ? 1 : 6, 6, 0));
            }
        }
        assertThat(text().lines().map(line -> line.substring(0, 5).strip())).containsExactly("1", "5", "15", "25");
    }

    @Test
    void aDecisionIsALineOfItsOwnWithItsReason() {
        try (PlainLines lines = new PlainLines(out)) {
            lines.decided(Sample.run().decisions().getFirst());
        }
        assertThat(text().lines()).containsExactly("   31 s  HPA 1 -> 6: 280 % / 50 % x 1 pod = 5.6, rounded up: 6");
    }

    @Test
    void theScreenIsDrawnInPlace() {
        try (LiveView view = new LiveView(out)) {
            view.begin(BuiltInPlan.SURGE.plan(6, 25));
            view.second(snapshot(35, "surge", 1, 1, 0));
            int lines = (int) text().lines().count();
            bytes.reset();
            view.second(snapshot(36, "surge", 1, 6, 0));
            assertThat(text()).startsWith("\u001b[%dA\u001b[J".formatted(lines));
            assertThat(text().lines().count()).isEqualTo(lines);
        }
    }

    @Test
    void theScreenFitsEightyColumnsAndShowsTheStageAndTheDecision() {
        try (LiveView view = new LiveView(out)) {
            view.begin(BuiltInPlan.STAIRCASE.plan(6, 25));
            for (int second = 1; second < 200; second++) {
                view.second(snapshot(second, "step 1", 1, second < 100 ? 1 : 6, second));
            }
            view.decided(Sample.run().decisions().getFirst());
            List<String> lines = view.lines(snapshot(200, "step 1", 1, 6, 12));
            assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThan(80));
            assertThat(lines)
                    .anyMatch(line -> line.contains("baseline > [step 1] > settle 1"))
                    .contains("   31 s  HPA 1 -> 6: 280 % / 50 % x 1 pod = 5.6, rounded up: 6");
        }
    }

    @Test
    void theCursorComesBack() {
        try (LiveView view = new LiveView(out)) {
            view.begin(BuiltInPlan.SURGE.plan(6, 25));
        }
        assertThat(text()).endsWith("\u001b[?25h");
    }

    @Test
    void aSparklineIsScaledToItsHighest() {
        assertThat(Sparkline.of(List.of(0.0, 4.0, 8.0), value -> value)).isEqualTo("▁▅█");
        assertThat(Sparkline.of(List.of(0.0, 0.0), value -> value)).isEqualTo("▁▁");
    }

    @Test
    void theSummaryGivesReasonAndRemedyOfWhatFailed() {
        RunRecord run = Sample.run();
        assertThat(Summary.lines(run))
                .anyMatch(line -> line.startsWith("  passed  enough pods ready"))
                .containsSequence(
                        "          why: 1 connection refused by a pod that had been deleted",
                        "          try: let the pod drain on SIGTERM")
                .endsWith("FAILED: the contract was broken.");
    }

    @Test
    void theSummaryOfAVoidRunSaysSo() {
        RunRecord run = Sample.run().judged(RunOutcome.VOID, List.of());
        assertThat(Summary.lines(run))
                .contains("VOID: the load generator did not keep its schedule; nothing is proven.");
    }

    private String text() {
        return bytes.toString(UTF_8);
    }

    private static Snapshot snapshot(long at, String stage, int ready, int wanted, long failed) {
        return new Snapshot(
                Duration.ofSeconds(at),
                stage,
                11,
                new LatencySummary(11, 30, 40, 62, 62, 62),
                280,
                failed,
                1,
                new ClusterState(Sample.run().autoscaler(), wanted, wanted, ready, Optional.of(280), Optional.empty()));
    }
}
