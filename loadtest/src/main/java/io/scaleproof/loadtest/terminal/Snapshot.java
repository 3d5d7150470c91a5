package io.scaleproof.loadtest.terminal;

import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.MetricFigure;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.watch.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The state of a run at one moment.
 *
 * @param zero the run's, by this machine's clock
 * @param at since the run's zero
 * @param stage name of the stage that runs, or {@code -} before the first
 * @param rate requests that were due in the last whole second, which may be none
 * @param latency of that second's answers
 * @param requests requests that ended so far
 * @param failed how many of them failed
 * @param inFlight requests under way
 * @param cluster what the target looks like
 * @param needed pods that the load needs, as far as is known now
 * @param settled the seconds whose requests have all come to their end since the moment before, in order
 */
public record Snapshot(
        Instant zero,
        Duration at,
        String stage,
        long rate,
        LatencySummary latency,
        long requests,
        long failed,
        long inFlight,
        ClusterState cluster,
        Optional<Integer> needed,
        List<SecondSample> settled) {
    private static final String NO_STAGE = "-";

    public Snapshot {
        settled = List.copyOf(settled);
    }

    /** A moment of a load that is only watched. */
    public static Snapshot watched(Instant zero, Duration at, ClusterState cluster) {
        return new Snapshot(zero, at, NO_STAGE, 0, LatencySummary.NONE, 0, 0, 0, cluster, Optional.empty(), List.of());
    }

    /** Whether a stage of a plan runs: not before the first, and not where a load is only watched. */
    public boolean isInStage() {
        return !stage.equals(NO_STAGE);
    }

    /** The 99th percentile of the last whole second's latency; of none without an answer. */
    String p99() {
        return latency.count() == 0 ? "-" : String.format(Locale.ROOT, "%.0f ms", latency.p99Millis());
    }

    /** What the HPA measured beside its target, of the metric that decides: {@code cpu 280/50 %}, or {@code http_requests 12.5 / 10 a pod}. */
    String measured() {
        return isOfCpu()
                ? String.format(Locale.ROOT, "cpu %s/%.0f %%", percent().orElse("?"), target())
                : cluster.figure().map(MetricFigure::words).orElseGet(() -> metrics() + " ?");
    }

    /** The same without target and name. */
    Optional<String> value() {
        return isOfCpu() ? percent().map(cpu -> cpu + " %") : cluster.figure().map(MetricFigure::valueWords);
    }

    /** What was measured as a part of the target; 0 where nothing was. */
    double share() {
        return cluster.figure().map(MetricFigure::share).orElse(0.0);
    }

    /** Whether all that the HPA looks at is CPU, so that it need not be named; so it is, too, as long as no HPA was seen. */
    boolean isOfCpu() {
        return cluster.settings().map(HpaSettings::looksAtCpuAlone).orElse(true);
    }

    private Optional<String> percent() {
        return cluster.utilizationPercent().map(String::valueOf);
    }

    /** The first metric's target, in percent where it is a utilization. */
    double target() {
        return cluster.settings().stream()
                .flatMap(settings -> settings.metrics().stream())
                .mapToDouble(metric -> metric.target())
                .findFirst()
                .orElse(0);
    }

    private String metrics() {
        return cluster.settings().stream()
                .flatMap(settings -> settings.metrics().stream())
                .map(Metric::words)
                .collect(joining(", "));
    }
}
