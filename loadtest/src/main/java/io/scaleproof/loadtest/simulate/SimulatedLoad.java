package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.Ledger;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.simulate.Recorder.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Counts a simulation's requests, second by second. Requests come in fractions; whole ones are counted when complete. */
final class SimulatedLoad {
    private static final int DIGITS = 3;

    private final List<SecondSample> seconds = new ArrayList<>();
    private final List<FailedRequest> failures = new ArrayList<>();
    private final Histogram all = new Histogram(DIGITS);
    private final Map<String, Histogram> stages = new LinkedHashMap<>();
    private final Histogram second = new Histogram(DIGITS);
    private double dueSoFar;
    private double rejectedSoFar;
    private double droppedSoFar;
    private double lateMillis;
    private long due;
    private long rejected;
    private long dropped;
    private long dueInSecond;
    private long failedInSecond;
    private long inFlight;

    void add(Duration now, String stage, Tick tick) {
        dueSoFar += tick.due();
        rejectedSoFar += tick.rejected();
        droppedSoFar += tick.dropped();
        long newlyDue = (long) dueSoFar - due;
        long newlyRejected = Math.min(newlyDue, (long) rejectedSoFar - rejected);
        long newlyDropped = Math.min(newlyDue - newlyRejected, (long) droppedSoFar - dropped);
        long newlyFailed = newlyRejected + newlyDropped;
        due += newlyDue;
        rejected += newlyRejected;
        dropped += newlyDropped;
        dueInSecond += newlyDue;
        failedInSecond += newlyFailed;
        long answered = newlyDue - newlyFailed;
        if (answered > 0) {
            long micros = Math.round(tick.latencyMillis() * 1e3);
            second.recordValueWithCount(micros, answered);
            all.recordValueWithCount(micros, answered);
            stages.computeIfAbsent(stage, name -> new Histogram(DIGITS)).recordValueWithCount(micros, answered);
        }
        fail(newlyRejected, queueFull(now, stage));
        fail(newlyDropped, refused(now, stage));
        lateMillis = newlyDue > 0 ? Math.max(lateMillis, tick.lateMillis()) : lateMillis;
        inFlight = Math.round(tick.inFlight());
        if (now.toMillis() % 1_000 == 900) {
            close(now, stage);
        }
    }

    /** Closes the last second, which need not be a whole one. */
    void end(Duration now, String stage) {
        if (dueInSecond > 0) {
            close(now, stage);
        }
    }

    private static FailedRequest queueFull(Duration now, String stage) {
        return new FailedRequest(now, Duration.ZERO, stage, "queue full", "wait", Optional.empty(), Optional.empty());
    }

    private static FailedRequest refused(Duration now, String stage) {
        return new FailedRequest(
                now,
                Duration.ZERO,
                stage,
                "connection refused",
                "connect",
                Optional.empty(),
                Optional.of("being deleted then: one of the pods"));
    }

    private void fail(long count, FailedRequest failed) {
        for (long i = 0; i < count && failures.size() < Ledger.ENTRIES_AT_MOST; i++) {
            failures.add(failed);
        }
    }

    private void close(Duration now, String stage) {
        seconds.add(new SecondSample(
                Duration.ofSeconds(now.toSeconds()),
                stage,
                dueInSecond,
                dueInSecond - failedInSecond,
                failedInSecond,
                inFlight,
                summary(second),
                lateMillis));
        lateMillis = 0;
        second.reset();
        dueInSecond = 0;
        failedInSecond = 0;
    }

    List<SecondSample> seconds() {
        return seconds;
    }

    List<FailedRequest> failedRequests() {
        return failures;
    }

    long due() {
        return due;
    }

    long failed() {
        return rejected + dropped;
    }

    LatencySummary total() {
        return summary(all);
    }

    Map<String, LatencySummary> byStage() {
        Map<String, LatencySummary> summaries = new LinkedHashMap<>();
        stages.forEach((stage, histogram) -> summaries.put(stage, summary(histogram)));
        return summaries;
    }

    private static LatencySummary summary(Histogram histogram) {
        return histogram.getTotalCount() == 0
                ? LatencySummary.NONE
                : new LatencySummary(
                        histogram.getTotalCount(),
                        histogram.getValueAtPercentile(50) / 1e3,
                        histogram.getValueAtPercentile(90) / 1e3,
                        histogram.getValueAtPercentile(99) / 1e3,
                        histogram.getValueAtPercentile(99.9) / 1e3,
                        histogram.getMaxValue() / 1e3);
    }
}
