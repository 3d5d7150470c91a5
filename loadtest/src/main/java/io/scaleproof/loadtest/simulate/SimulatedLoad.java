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
    private Histogram second = new Histogram(DIGITS);
    private double dueSoFar;
    private double failedSoFar;
    private long due;
    private long failed;
    private long dueInSecond;
    private long failedInSecond;
    private long inFlight;

    void add(Duration now, String stage, Tick tick) {
        dueSoFar += tick.due();
        failedSoFar += tick.failed();
        long newlyDue = (long) dueSoFar - due;
        long newlyFailed = Math.min(newlyDue, (long) failedSoFar - failed);
        due += newlyDue;
        failed += newlyFailed;
        dueInSecond += newlyDue;
        failedInSecond += newlyFailed;
        long answered = newlyDue - newlyFailed;
        if (answered > 0) {
            long micros = Math.round(tick.latencyMillis() * 1e3);
            second.recordValueWithCount(micros, answered);
            all.recordValueWithCount(micros, answered);
            stages.computeIfAbsent(stage, name -> new Histogram(DIGITS)).recordValueWithCount(micros, answered);
        }
        fail(now, stage, newlyFailed);
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

    private void fail(Duration now, String stage, long count) {
        for (long i = 0; i < count && failures.size() < Ledger.ENTRIES_AT_MOST; i++) {
            failures.add(new FailedRequest(
                    now, Duration.ZERO, stage, "queue full", "wait", Optional.empty(), Optional.empty()));
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
                0));
        second = new Histogram(DIGITS);
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
        return failed;
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
