package io.scaleproof.loadtest.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.MetricReading;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The run lasts 160 s. */
class MetricsAgeTest {
    private static final Metric REQUESTS = new Metric("Pods", "requests", "AverageValue", 10);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Clause CLAUSE = new Clause("metricsAgeAtMost", "age of the metrics", "at most 60.0 s");

    @Test
    void metricsEveryFifteenSecondsAreSeldomOld() {
        assertThat(judge(Runs.good().measured(every(15)).run())).isEqualTo(CLAUSE.passed("20.0 s"));
    }

    @Test
    void metricsThatStopComingGrowOldUntilTheEnd() {
        List<PodUsage> stopped = every(15).stream()
                .filter(usage -> usage.measuredAt().compareTo(Duration.ofSeconds(60)) <= 0)
                .toList();

        assertThat(judge(Runs.good().measured(stopped).run())).isInstanceOfSatisfying(Verdict.Failed.class, failed -> {
            assertThat(failed.actual()).isEqualTo("100.0 s");
            assertThat(failed.reason()).contains("at 160.0 s the newest measurement was that old");
            assertThat(failed.remedy()).contains("--metric-resolution");
        });
    }

    @Test
    void metricsThatWereNotWatchedAreNotCalledOld() {
        List<PodUsage> stopped = every(15).stream()
                .filter(usage -> usage.measuredAt().compareTo(Duration.ofSeconds(60)) <= 0)
                .toList();

        assertThat(judge(Runs.good()
                        .measured(stopped)
                        .unseen(Watched.METRICS, 65, 160)
                        .run()))
                .isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void byAClockThatWasSetInMidRunNoAgeIsKnown() {
        Runs set = Runs.good().measured(every(15)).unseen(Watched.CLOCK, 0, 160);

        assertThat(judge(set.run())).isInstanceOfSatisfying(Verdict.Unknown.class, unknown -> {
            assertThat(unknown.reason()).startsWith("what the cluster dates is not known: ");
            assertThat(unknown.remedy()).contains("let nobody set the clock");
        });
        assertThat(judge(set.scalesOn(REQUESTS).answered(answers(2)).run())).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void withoutAnyItIsUnknownHowOldTheyWere() {
        assertThat(judge(Runs.good().measured(List.of()).run()))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains("had nothing on these pods"));
    }

    @Test
    void ofAnHpaThatLooksAtRequestsTheirAnswersCountAndNotThoseOnCpu() {
        Runs byRequests = Runs.good().scalesOn(REQUESTS).measured(every(15));

        assertThat(judge(byRequests.answered(answers(2)).run())).isEqualTo(CLAUSE.passed("3.0 s"));
        assertThat(judge(byRequests.answered(answers(60)).run()))
                .isInstanceOfSatisfying(Verdict.Failed.class, failed -> {
                    assertThat(failed.actual()).isEqualTo("61.0 s");
                    assertThat(failed.remedy())
                            .startsWith("see that the metrics adapter and its Prometheus (or KEDA) are well");
                });
        assertThat(judge(byRequests.answered(List.of()).run())).isEqualTo(CLAUSE.passed("20.0 s"));
    }

    @Test
    void ofOneThatLooksAtCpuTooThoseOnCpuCount() {
        assertThat(judge(Runs.good()
                        .scalesOn(new Metric("Resource", "cpu", "Utilization", 50), REQUESTS)
                        .measured(every(15))
                        .answered(answers(2))
                        .run()))
                .isEqualTo(CLAUSE.passed("20.0 s"));
    }

    /** Each is seen a second after it was measured. */
    private static List<MetricReading> answers(int seconds) {
        return IntStream.rangeClosed(-1, 160 / seconds)
                .mapToObj(i -> new MetricReading(
                        Duration.ofSeconds((long) i * seconds + 1),
                        Duration.ofSeconds((long) i * seconds),
                        Duration.ZERO,
                        "Pods",
                        "requests",
                        Optional.of("pod"),
                        OptionalDouble.of(i)))
                .toList();
    }

    private static Verdict judge(RunRecord run) {
        return new MetricsAge(run, new Doubts(run)).judge(CLAUSE, LIMIT);
    }

    /** Each is seen five seconds after it was measured. */
    private static List<PodUsage> every(int seconds) {
        return IntStream.rangeClosed(-1, 160 / seconds)
                .mapToObj(i -> new PodUsage(
                        Duration.ofSeconds((long) i * seconds + 5),
                        Duration.ofSeconds((long) i * seconds),
                        Duration.ofSeconds(seconds),
                        "pod",
                        20,
                        0))
                .toList();
    }
}
