package io.scaleproof.loadtest.export;

import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.terminal.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The series that one run becomes. Requests and their latencies belong to the second in which they were due, as in the reports,
 * and are told once all of that second's have come to their end; pods are told as they are. Names and what they mean are in
 * docs/monitoring.md.
 */
final class RunMetrics {
    /** Prometheus takes nothing that is an hour older than its newest. */
    private static final Duration TAKEN = Duration.ofMinutes(55);

    private final Map<String, String> labels;
    private final Instant zero;
    private final Duration clusterAhead;
    private final Map<String, Series> open = new LinkedHashMap<>();
    private Duration settled = Duration.ZERO;
    private long due;
    private long succeeded;
    private long failed;

    /**
     * @param zero the run's, by this machine's clock
     * @param clusterAhead by how much the cluster's clock, by which the service's curves are drawn, is ahead of it
     */
    RunMetrics(String namespace, String deployment, Instant zero, Duration clusterAhead) {
        this.labels = Map.of(
                "job",
                "scaleproof",
                "namespace",
                namespace,
                "deployment",
                deployment,
                "run",
                zero.truncatedTo(ChronoUnit.SECONDS).toString());
        this.zero = zero;
        this.clusterAhead = clusterAhead;
    }

    /** What a moment of the run adds. */
    List<Sample> of(Snapshot now) {
        List<Sample> samples = new ArrayList<>();
        long at = millis(now.at());
        now.needed().ifPresent(pods -> samples.add(gauge("scaleproof_run_pods_needed", at, pods)));
        samples.add(gauge("scaleproof_run_pods_wanted", at, now.cluster().wanted()));
        samples.add(gauge("scaleproof_run_pods_ready", at, now.cluster().ready()));
        if (now.isInStage()) {
            samples.add(gauge("scaleproof_run_requests_in_flight", at, (double) now.inFlight()));
            samples.addAll(stage(now.stage(), at));
        }
        now.settled().forEach(second -> samples.addAll(of(second)));
        return samples;
    }

    private List<Sample> stage(String stage, long at) {
        List<Sample> samples = new ArrayList<>();
        String key = "scaleproof_run_stage_info " + stage;
        endAll(samples, at, other -> other.startsWith("scaleproof_run_stage_info ") && !other.equals(key));
        Series series = open.computeIfAbsent(key, _ -> Series.of("scaleproof_run_stage_info", labels, "stage", stage));
        samples.add(series.at(at, 1));
        return samples;
    }

    /** Counters begin with a 0, without which their first increase could not be seen. */
    private List<Sample> of(SecondSample second) {
        List<Sample> samples = new ArrayList<>();
        if (due == 0 && settled.isZero()) {
            samples.addAll(counters(millis(second.at())));
        }
        due += second.scheduled();
        succeeded += second.succeeded();
        failed += second.failed();
        settled = second.at().plusSeconds(1);
        long at = millis(settled);
        samples.addAll(counters(at));
        samples.addAll(latencies(second.latency(), at));
        return samples;
    }

    private List<Sample> counters(long at) {
        return List.of(
                Series.of("scaleproof_run_requests_due_total", labels).at(at, (double) due),
                Series.of("scaleproof_run_requests_total", labels, "result", "succeeded")
                        .at(at, (double) succeeded),
                Series.of("scaleproof_run_requests_total", labels, "result", "failed")
                        .at(at, (double) failed));
    }

    /** A second without an answer has no latency. */
    private List<Sample> latencies(LatencySummary latency, long at) {
        List<Sample> samples = new ArrayList<>();
        if (latency.count() == 0) {
            endAll(samples, at, key -> key.startsWith("scaleproof_run_latency_seconds "));
            return samples;
        }
        Map.of(
                        "0.5",
                        latency.p50Millis(),
                        "0.9",
                        latency.p90Millis(),
                        "0.99",
                        latency.p99Millis(),
                        "0.999",
                        latency.p999Millis(),
                        "1",
                        latency.maxMillis())
                .forEach((quantile, millis) -> samples.add(open.computeIfAbsent(
                                "scaleproof_run_latency_seconds " + quantile,
                                _ -> Series.of("scaleproof_run_latency_seconds", labels, "quantile", quantile))
                        .at(at, millis / 1_000)));
        return samples;
    }

    /** What is left to tell when the run has been judged: its last seconds, its verdicts, and that its curves end here. */
    List<Sample> ended(RunRecord run) {
        long end = millis(run.length());
        List<Sample> samples = new ArrayList<>();
        run.seconds().stream()
                .filter(second -> second.at().compareTo(settled) >= 0)
                .filter(second -> second.at().plusSeconds(1).compareTo(run.length()) <= 0)
                .forEach(second -> samples.addAll(of(second)));
        if (run.isWatched()) {
            samples.addAll(needOfWatched(run));
        }
        run.verdicts().forEach(verdict -> samples.addAll(verdict(verdict, end)));
        for (RunOutcome outcome : RunOutcome.values()) {
            samples.add(Series.of("scaleproof_run_outcome", labels, "outcome", word(outcome))
                    .at(end, outcome == run.outcome() ? 1 : 0));
        }
        endAll(samples, end + 1, _ -> true);
        return samples;
    }

    /** What a load needed that somebody else sends is known from all the metrics that it took, and so at its end alone. */
    private List<Sample> needOfWatched(RunRecord run) {
        if (!(Need.of(run) instanceof Need.Known need)) {
            return List.of();
        }
        List<Sample> samples = new ArrayList<>();
        Duration from = run.length().minus(TAKEN);
        Duration first = from.isNegative() ? Duration.ZERO : from;
        for (Duration at = first; at.compareTo(run.length()) < 0; at = at.plusSeconds(1)) {
            samples.add(
                    gauge("scaleproof_run_pods_needed", millis(at), need.at(at).likely()));
        }
        return samples;
    }

    private List<Sample> verdict(Verdict verdict, long at) {
        String became = switch (verdict) {
            case Verdict.Passed _ -> "passed";
            case Verdict.Failed _ -> "failed";
            case Verdict.Unknown _ -> "unknown";
        };
        return Stream.of("passed", "failed", "unknown")
                .map(outcome -> Series.of(
                                "scaleproof_run_verdict", labels, "clause", verdict.clause(), "outcome", outcome)
                        .at(at, outcome.equals(became) ? 1 : 0))
                .toList();
    }

    private static String word(RunOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private Sample gauge(String metric, long at, double value) {
        return open.computeIfAbsent(metric, name -> Series.of(name, labels)).at(at, value);
    }

    private void endAll(List<Sample> samples, long at, Predicate<String> which) {
        List<String> ending = open.keySet().stream().filter(which).toList();
        ending.forEach(key -> samples.add(open.remove(key).endAt(at)));
    }

    private long millis(Duration at) {
        return zero.plus(at).plus(clusterAhead).toEpochMilli();
    }
}
