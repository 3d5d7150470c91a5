package io.scaleproof.loadtest.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.plan.BuiltInPlan;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.MetricFigure;
import io.scaleproof.loadtest.record.RunJson;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Sample;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.simulate.Scenarios;
import io.scaleproof.loadtest.watch.ClusterState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTest {
    private static final Metric CPU = new Metric("Resource", "cpu", "Utilization", 50);
    private static final Metric IN_FLIGHT = new Metric("Pods", "in_flight", "AverageValue", 0.05);
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

    /** A load of one request in three seconds, answered in the second it was due. */
    @Test
    void aSecondWithoutARequestIsNoChangeAndHasNoLatency() {
        try (PlainLines lines = new PlainLines(out)) {
            for (int second = 1; second <= 24; second++) {
                lines.second(second % 3 == 1 ? snapshot(second, "quiet", 1, 1, 0) : idle(second, "quiet", 0));
            }
        }
        assertThat(text().lines())
                .containsExactly(
                        "    1 s  quiet        11/s  p99    62 ms  failed 0 of 280  cpu 280/50 %  pods 1 ready of 1",
                        "   11 s  quiet         0/s  p99        -  failed 0 of 280  cpu 280/50 %  pods 1 ready of 1",
                        "   21 s  quiet         0/s  p99        -  failed 0 of 280  cpu 280/50 %  pods 1 ready of 1");
    }

    @Test
    void stageAndFailuresAreChangesWithoutARequestToo() {
        try (PlainLines lines = new PlainLines(out)) {
            lines.second(idle(1, "sustain", 0));
            lines.second(idle(2, "quiet", 0));
            lines.second(idle(3, "quiet", 1));
            lines.second(idle(4, "quiet", 1));
        }
        assertThat(text().lines().map(line -> line.substring(0, 5).strip())).containsExactly("1", "2", "3");
    }

    @Test
    void secondsThatComeAtOnceAfterAStallAreOneLineAndLoseNoChange() {
        try (PlainLines lines = new PlainLines(out)) {
            lines.second(snapshot(5, "surge", 1, 6, 0));
            lines.second(snapshot(5, "surge", 2, 6, 0));
            lines.second(snapshot(5, "surge", 3, 6, 0));
            lines.second(snapshot(6, "surge", 3, 6, 0));
        }
        assertThat(text().lines().map(line -> line.replaceAll(".*pods ", "")))
                .containsExactly("1 ready of 6", "3 ready of 6");
    }

    @Test
    void theScreenHasNoLatencyForASecondWithoutARequest() {
        try (LiveView view = new LiveView(out)) {
            assertThat(view.lines(idle(35, "quiet", 0))).anyMatch(line -> line.matches("  p99  +-  .*"));
        }
    }

    @Test
    void aDecisionIsALineOfItsOwnWithItsReason() {
        try (PlainLines lines = new PlainLines(out)) {
            lines.decided(Sample.run().decisions().getFirst());
        }
        assertThat(text().lines()).containsExactly("   31 s  HPA 1 -> 6: 280 % / 50 % x 1 pod = 5.6, rounded up: 6");
    }

    @Test
    void itSaysHowOldTheMetricWasThatDecided() {
        MetricFigure figure =
                new MetricFigure(IN_FLIGHT, 0.21, Optional.of(Duration.ofMillis(800)), Optional.of(Duration.ZERO));
        Decision decision = new Decision(
                Duration.ofSeconds(31),
                1,
                5,
                Optional.empty(),
                Optional.of(figure),
                Optional.of(5),
                Optional.empty(),
                List.of("wanted 5 from 0.21 / 0.05 a pod of in_flight"));
        try (PlainLines lines = new PlainLines(out)) {
            lines.decided(decision);
        }
        assertThat(text().lines())
                .containsExactly("   31 s  HPA 1 -> 5: wanted 5 from 0.21 / 0.05 a pod of in_flight (0.8 s old)");
    }

    @Test
    void whatTheHpaLooksAtIsShownInsteadOfCpu() {
        Snapshot now = byRequests(Optional.of(new MetricFigure(IN_FLIGHT, 0.21)));

        assertThat(PlainLines.line(now)).contains("  in_flight 0.21 / 0.05 a pod  pods 1 ready of 6");
        try (LiveView view = new LiveView(out)) {
            view.second(now);
            assertThat(view.lines(now))
                    .anyMatch(line -> line.startsWith("  hpa        0.21  █"))
                    .contains(
                            "  280 requests, 0 failed, 1 under way; 1 to 10 pods",
                            "  the HPA looks at in_flight 0.21 / 0.05 a pod")
                    .noneMatch(line -> line.startsWith("  cpu"));
        }
        try (WatchLines watched = new WatchLines(out)) {
            watched.second(now);
        }
        assertThat(text()).contains("   35 s  in_flight 0.21 / 0.05 a pod  pods 1 ready of 6");
    }

    @Test
    void ofABlindHpaTheMetricsAreNamed() {
        assertThat(PlainLines.line(byRequests(Optional.empty()))).contains("  in_flight ?  pods");
    }

    private static Snapshot byRequests(Optional<MetricFigure> figure) {
        HpaSettings cpu = Sample.run().autoscaler().orElseThrow();
        HpaSettings settings = new HpaSettings(
                cpu.name(), cpu.minReplicas(), cpu.maxReplicas(), List.of(IN_FLIGHT), cpu.scaleUp(), cpu.scaleDown());
        Snapshot now = snapshot(35, "surge", 1, 6, 0);
        return new Snapshot(
                now.zero(),
                now.at(),
                now.stage(),
                now.rate(),
                now.latency(),
                now.requests(),
                now.failed(),
                now.inFlight(),
                new ClusterState(Optional.of(settings), 6, 6, 1, Optional.empty(), figure, Optional.empty()),
                now.needed(),
                now.settled());
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
    void whatIsHeardOfLateStandsWhereItHappened() {
        LastChanges changes = new LastChanges(2);
        changes.add(Duration.ofSeconds(150), "HPA 8 -> 7");
        changes.add(Duration.ofSeconds(167), "3 of 3 pods ready");
        changes.add(Duration.ofSeconds(165), "HPA 7 -> 3");

        assertThat(changes.lines()).containsExactly("  165 s  HPA 7 -> 3", "  167 s  3 of 3 pods ready");
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
    void theSummarySaysHowOftenEachOfSeveralRequestsWasSent() {
        assertThat(Summary.lines(Sample.run()))
                .contains("  sent      1,000 x GET /load, 1 failed", "  sent         52 x POST /orders, 0 failed");
    }

    @Test
    void theSummarySaysWhatSomebodyChangedOfTheHpa() {
        assertThat(Summary.lines(Sample.run()))
                .contains("  changed the HPA by somebody at 45.4 s: maxReplicas 10 -> 3");
        assertThat(Summary.lines(Scenarios.surge())).noneMatch(line -> line.startsWith("  changed"));
    }

    @Test
    void theSummaryNamesTheFlagWhereKeptConnectionsWereGone() {
        assertThat(Summary.lines(Sample.run()))
                .contains(
                        "  kept    1 of the failed requests came to nothing on a kept connection before any answer;"
                                + " Go's clients send such again, and so does --retry-idle",
                        "  kept    12 requests were on a kept connection that was gone and were sent again, as Go's clients do"
                                + " (--retry-idle)");
    }

    @Test
    void theSummaryHasPodsByNodeWhereThereAreSeveral(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.json");
        // The first of two pods is elsewhere.
        Files.writeString(file, RunJson.toJson(Sample.run()).replaceFirst("\"node\":\"node\"", "\"node\":\"other\""));

        assertThat(Summary.lines(RunJson.read(file)))
                .containsSequence(
                        "  nodes   other: 1 pod, at most 1 at a time",
                        "  nodes   node: 1 pod, at most 1 at a time; stopped being Ready at 200.0 s, cordoned at 200.0 s",
                        "  nodes   failed: all to pods of node node, which stopped being Ready at 200.0 s");
        assertThat(Summary.lines(Sample.run())).noneMatch(line -> line.startsWith("  nodes"));
    }

    @Test
    void theSummaryNamesTheOneOfSeveralNodesThatAllPodsWereOn(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.json");
        Files.writeString(file, RunJson.toJson(Sample.run()).replace("\"nodes\":1,", "\"nodes\":3,"));

        assertThat(Summary.lines(RunJson.read(file)))
                .anyMatch(line -> line.startsWith("  nodes   node: 2 pods, at most 2 at a time"));
    }

    @Test
    void theSummarysColumnsStayInLineWithLongTitles() {
        String longTitle = "scale-ups that no load asked for, or a title that is longer still";
        List<String> lines = Summary.lines(Sample.run()
                .judged(
                        RunOutcome.UNKNOWN,
                        List.of(
                                new Verdict.Passed("a", longTitle, "none", "none"),
                                new Verdict.Passed("b", "short", "at most 1,000 within 60 seconds", "5"),
                                new Verdict.Unknown("c", "short", "none", "nobody saw", "look", Verdict.Blame.RUN))));
        assertThat(lines.subList(1, 4))
                .extracting(line -> line.indexOf("required "))
                .containsOnly(longTitle.length() + 12);
        assertThat(lines.get(1).indexOf("actual none"))
                .isEqualTo(lines.get(2).indexOf("actual 5"))
                .isEqualTo(lines.get(3).indexOf("nobody saw"));
    }

    @Test
    void theSummaryOfAVoidRunSaysSo() {
        RunRecord run = Sample.run().judged(RunOutcome.VOID, List.of());
        assertThat(Summary.lines(run))
                .contains("VOID: the load generator was late where a clause looks; nothing is proven.");
    }

    private String text() {
        return bytes.toString(UTF_8);
    }

    /** A second without a request. */
    private static Snapshot idle(long at, String stage, long failed) {
        return snapshot(at, stage, 0, LatencySummary.NONE, 1, 1, failed);
    }

    private static Snapshot snapshot(long at, String stage, int ready, int wanted, long failed) {
        return snapshot(at, stage, 11, new LatencySummary(11, 30, 40, 62, 62, 62), ready, wanted, failed);
    }

    private static Snapshot snapshot(
            long at, String stage, long rate, LatencySummary latency, int ready, int wanted, long failed) {
        return new Snapshot(
                Instant.EPOCH,
                Duration.ofSeconds(at),
                stage,
                rate,
                latency,
                280,
                failed,
                1,
                new ClusterState(
                        Sample.run().autoscaler(),
                        wanted,
                        wanted,
                        ready,
                        Optional.of(280),
                        Optional.of(new MetricFigure(CPU, 280)),
                        Optional.empty()),
                Optional.of(6),
                List.of());
    }
}
