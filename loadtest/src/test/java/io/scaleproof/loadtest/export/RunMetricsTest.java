package io.scaleproof.loadtest.export;

import static io.scaleproof.loadtest.export.Moments.ZERO;
import static io.scaleproof.loadtest.export.Moments.moment;
import static io.scaleproof.loadtest.export.Moments.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.terminal.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunMetricsTest {
    private static final RunRecord RUN = io.scaleproof.loadtest.record.Sample.run();

    private final RunMetrics metrics = new RunMetrics("shop", "web", ZERO, Duration.ofSeconds(3));

    @Test
    void everySeriesSaysWhichRunItIsOf() {
        assertThat(metrics.of(moment(ZERO, 1, "surge", 6, 1)))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.series().labels())
                        .containsAllEntriesOf(new TreeMap<>(Map.of(
                                "job",
                                "scaleproof",
                                "namespace",
                                "shop",
                                "deployment",
                                "web",
                                "run",
                                "2026-11-24T09:00:00Z"))));
    }

    @Test
    void itIsDrawnByTheClustersClock() {
        assertThat(metrics.of(moment(ZERO, 7, "surge", 6, 1)))
                .extracting(Sample::millis)
                .containsOnly(ZERO.plusSeconds(7 + 3).toEpochMilli());
    }

    @Test
    void countersBeginWithZeroAndCountWhatBecameOfEachSecondsRequests() {
        List<Sample> samples = metrics.of(
                moment(ZERO, 3, "surge", 6, 1, second(0, "surge", 10, 1, 30), second(1, "surge", 12, 0, 30)));

        assertThat(values(samples, "scaleproof_run_requests_due_total")).containsExactly(0.0, 11.0, 23.0);
        assertThat(values(samples, "scaleproof_run_requests_total{result=succeeded}"))
                .containsExactly(0.0, 10.0, 22.0);
        assertThat(values(samples, "scaleproof_run_requests_total{result=failed}"))
                .containsExactly(0.0, 1.0, 1.0);
    }

    @Test
    void latenciesAreInSecondsAndEndWhereNothingIsAnswered() {
        List<Sample> answered = metrics.of(moment(ZERO, 2, "surge", 6, 1, second(0, "surge", 10, 0, 30)));
        List<Sample> silent = metrics.of(moment(ZERO, 3, "surge", 6, 1, second(1, "surge", 0, 0, 0)));

        assertThat(values(answered, "scaleproof_run_latency_seconds{quantile=0.5}"))
                .containsExactly(0.03);
        assertThat(values(answered, "scaleproof_run_latency_seconds{quantile=1}"))
                .containsExactly(0.15);
        assertThat(ended(silent))
                .containsExactlyInAnyOrder(
                        "scaleproof_run_latency_seconds{quantile=0.5}",
                        "scaleproof_run_latency_seconds{quantile=0.9}",
                        "scaleproof_run_latency_seconds{quantile=0.99}",
                        "scaleproof_run_latency_seconds{quantile=0.999}",
                        "scaleproof_run_latency_seconds{quantile=1}");
    }

    @Test
    void oneStageIsOnAtATime() {
        metrics.of(moment(ZERO, 1, "baseline", 1, 1));
        List<Sample> next = metrics.of(moment(ZERO, 2, "surge", 6, 1));

        assertThat(values(next, "scaleproof_run_stage_info{stage=surge}")).containsExactly(1.0);
        assertThat(ended(next)).containsExactly("scaleproof_run_stage_info{stage=baseline}");
    }

    @Test
    void aClauseHasOneVerdictAndTheRunOneOutcome() {
        List<Sample> end = metrics.ended(RUN);

        assertThat(values(end, "scaleproof_run_verdict{clause=capacityWithin,outcome=passed}"))
                .containsExactly(1.0);
        assertThat(values(end, "scaleproof_run_verdict{clause=capacityWithin,outcome=failed}"))
                .containsExactly(0.0);
        assertThat(values(end, "scaleproof_run_verdict{clause=failedRequestsAtMost,outcome=failed}"))
                .containsExactly(1.0);
        assertThat(values(end, "scaleproof_run_verdict{clause=backToMinimumWithin,outcome=unknown}"))
                .containsExactly(1.0);
        assertThat(values(end, "scaleproof_run_outcome{outcome=failed}")).containsExactly(1.0);
        assertThat(values(end, "scaleproof_run_outcome{outcome=passed}")).containsExactly(0.0);
    }

    @Test
    void theSecondsThatWereNotToldYetAreToldAtTheEnd() {
        metrics.of(moment(ZERO, 12, "surge", 6, 1, second(0, "surge", 5, 0, 30)));

        // The record's one second is the fifteenth, with 13 requests of which one failed.
        assertThat(values(metrics.ended(RUN), "scaleproof_run_requests_due_total"))
                .containsExactly(18.0);
    }

    @Test
    void everyCurveEndsWithTheRunButWhatItCameToStays() {
        metrics.of(moment(ZERO, 12, "surge", 6, 1, second(0, "surge", 5, 0, 30)));
        List<Sample> end = metrics.ended(RUN);

        assertThat(ended(end))
                .contains(
                        "scaleproof_run_pods_needed",
                        "scaleproof_run_pods_ready",
                        "scaleproof_run_stage_info{stage=surge}")
                .noneMatch(series -> series.contains("verdict") || series.contains("outcome"));
        assertThat(end.stream().filter(sample -> sample.bits() == Sample.STALE))
                .extracting(Sample::millis)
                .containsOnly(ZERO.plus(RUN.length()).plusSeconds(3).toEpochMilli() + 1);
    }

    @Test
    void noSeriesGoesBackInTime() {
        List<Sample> all = new ArrayList<>(metrics.of(
                moment(ZERO, 3, "surge", 6, 1, second(0, "surge", 10, 1, 30), second(1, "surge", 9, 0, 30))));
        all.addAll(metrics.of(moment(ZERO, 4, "quiet", 1, 6, second(2, "quiet", 0, 0, 0))));
        all.addAll(metrics.ended(RUN));

        all.stream()
                .map(Sample::series)
                .distinct()
                .forEach(series -> assertThat(all.stream()
                                .filter(sample -> sample.series().equals(series))
                                .map(Sample::millis))
                        .as(series.toString())
                        .isSorted()
                        .doesNotHaveDuplicates());
    }

    @Test
    void aLoadThatIsOnlyWatchedHasPodsAndNoRequests() {
        Snapshot now = moment(ZERO, 1, "surge", 6, 1);
        List<Sample> samples = metrics.of(Snapshot.watched(ZERO, Duration.ofSeconds(1), now.cluster()));

        assertThat(samples)
                .extracting(sample -> sample.series().labels().get("__name__"))
                .containsExactly("scaleproof_run_pods_wanted", "scaleproof_run_pods_ready");
    }

    private static List<Double> values(List<Sample> samples, String series) {
        return samples.stream()
                .filter(sample -> sample.bits() != Sample.STALE)
                .filter(sample -> name(sample).equals(series))
                .map(Sample::value)
                .toList();
    }

    private static List<String> ended(List<Sample> samples) {
        return samples.stream()
                .filter(sample -> sample.bits() == Sample.STALE)
                .map(RunMetricsTest::name)
                .toList();
    }

    /** The name, and the labels that not all have. */
    private static String name(Sample sample) {
        Map<String, String> labels = new TreeMap<>(sample.series().labels());
        String name = labels.remove("__name__");
        labels.keySet().removeAll(List.of("job", "namespace", "deployment", "run"));
        return Optional.of(labels)
                .filter(more -> !more.isEmpty())
                .map(more -> name + more.toString().replace(", ", ","))
                .orElse(name);
    }
}
