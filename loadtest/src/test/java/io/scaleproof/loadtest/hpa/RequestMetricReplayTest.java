package io.scaleproof.loadtest.hpa;

import static io.scaleproof.loadtest.hpa.Given.anyDown;
import static io.scaleproof.loadtest.hpa.Given.anyUp;
import static io.scaleproof.loadtest.hpa.Given.hpa;
import static io.scaleproof.loadtest.hpa.Given.seconds;
import static io.scaleproof.loadtest.hpa.Recorded.pods;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.MetricFigure;
import io.scaleproof.loadtest.record.MetricReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Replays of metrics that the custom and external metrics APIs have. */
class RequestMetricReplayTest {
    private static final Metric REQUESTS = new Metric("Pods", "requests", "AverageValue", 10);
    private static final Metric QUEUE = new Metric("External", "queue", "AverageValue", 5);
    private static final HpaSettings SETTINGS = hpa(1, 20, anyUp(), anyDown(), REQUESTS);
    private static final int SOONEST_READY_MILLIS = 11_000;
    private static final int RUNS = 40;

    /** Of four pods three are too young to have been scraped twice: counted as idle, they make four just enough. */
    @Test
    void podsWithoutAValueYetAreNotTakenToHaveTheMean() {
        List<HpaSample> statuses = List.of(status(0, 1, 4, 40), status(15, 4, 4, 40));
        List<MetricReading> readings =
                List.of(reading(-1, "p0", 40), reading(4, "p0", 40), reading(9, "p0", 40), reading(14, "p0", 40));

        Decision known = replay(SETTINGS, statuses, readings).getLast();
        Decision guessed = replay(SETTINGS, statuses, List.of()).getLast();

        assertThat(known.predicted()).contains(4);
        assertThat(known.explanation())
                .contains("3 pods without metrics: counted as idle")
                .noneMatch(step -> step.contains("replayed on"));
        assertThat(guessed.predicted()).contains(16);
        assertThat(guessed.explanation().getLast()).isEqualTo("replayed on the HPA's own figure for requests");
    }

    @Test
    void ofTwoAnswersTheOneIsTakenThatGivesTheHpasFigure() {
        // Seen 0.3 s before the status, and the HPA had not had it.
        List<MetricReading> readings = List.of(reading(10, "p0", 12), reading(14.7, "p0", 90));

        assertThat(replay(SETTINGS, List.of(status(0, 1, 1, 10), status(15, 1, 2, 12)), readings, 1)
                        .getLast()
                        .predicted())
                .contains(2);
    }

    /** It lies between two of the poll's, of which one pod's scrape was before the HPA's question, and one's after. */
    @Test
    void anAnswerThatThePollNeverSawHasTheHpasFigureForThePodsThatHadOne() {
        List<MetricReading> readings = List.of(
                reading(13.9, "p0", 30), reading(13.9, "p1", 34), reading(14.8, "p0", 38), reading(14.8, "p1", 44));

        Decision decision = replay(SETTINGS, List.of(status(0, 4, 4, 10), status(15, 4, 7, 36)), readings)
                .getLast();

        // 2 x 36 over 4 pods is 1.8 of the target: 7.2, and so 8; all four with the mean would be 15.
        assertThat(decision.predicted()).contains(8);
        assertThat(decision.explanation().getLast())
                .isEqualTo(
                        "the values seen here by 15 s do not give the HPA's figure for requests: replayed on the HPA's, for the 2 that"
                                + " had one");
    }

    @Test
    void aPodWhoseValueIsGoneHasNone() {
        List<MetricReading> readings =
                List.of(reading(5, "p0", 20), reading(5, "p1", 40), gone(13, "p1"), reading(13, "p0", 20));

        Decision decision = replay(SETTINGS, List.of(status(0, 2, 2, 10), status(15, 2, 2, 20)), readings, 2)
                .getLast();

        assertThat(decision.explanation()).contains("1 pod without metrics: counted as idle");
        assertThat(decision.agrees()).isTrue();
    }

    /** The scale-down was seen by the poll within the second, and is no reason for itself. */
    @Test
    void podsThatTheDecisionItselfTookAwayHadTheirValues() {
        List<MetricReading> readings =
                List.of(reading(14, "p0", 30), reading(14, "p1", 30), gone(15.5, "p1"), reading(15.5, "p0", 4));

        Decision decision = replay(SETTINGS, List.of(status(0, 2, 2, 10), status(15, 2, 1, 3)), readings, 2)
                .getLast();

        assertThat(decision.predicted()).contains(1);
        assertThat(decision.explanation()).noneMatch(step -> step.contains("without metrics"));
    }

    /** The poll has heard nothing for longer than it keeps silent. */
    @Test
    void whereThePollMissedSomeTheHpasOwnFigureIsTaken() {
        List<MetricReading> readings = List.of(reading(0, "p0", 40), reading(4, "p0", 40));

        Decision decision = replay(SETTINGS, List.of(status(0, 1, 4, 40), status(15, 4, 16, 40)), readings)
                .getLast();

        assertThat(decision.explanation().getLast()).isEqualTo("replayed on the HPA's own figure for requests");
    }

    @Test
    void oneValueForAllIsTakenAsThePollSawIt() {
        HpaSettings settings = hpa(1, 20, anyUp(), anyDown(), QUEUE);
        List<HpaSample> statuses = List.of(queue(0, 4, 4, 5), queue(15, 4, 3, 3.338));
        List<MetricReading> readings = List.of(whole(14, 13.349));

        Decision decision = replay(settings, statuses, readings).getLast();

        assertThat(decision.predicted()).contains(3);
        assertThat(decision.explanation()).noneMatch(step -> step.contains("replayed on"));
    }

    @Test
    void oneValueThatDoesNotFitIsLeftForTheHpasOwn() {
        HpaSettings settings = hpa(1, 20, anyUp(), anyDown(), QUEUE);

        Decision decision = replay(settings, List.of(queue(0, 4, 4, 5), queue(15, 4, 6, 7)), List.of(whole(14, 99)))
                .getLast();

        assertThat(decision.predicted()).contains(6);
        assertThat(decision.explanation().getLast())
                .isEqualTo(
                        "the values seen here by 15 s do not give the HPA's figure for queue: replayed on the HPA's");
    }

    @Test
    void readingsOfAnotherSourceByTheSameNameAreOthers() {
        List<MetricReading> others = List.of(new MetricReading(
                seconds(14),
                seconds(14),
                Duration.ZERO,
                "External",
                "requests",
                Optional.empty(),
                OptionalDouble.of(40)));

        assertThat(replay(SETTINGS, List.of(status(0, 1, 1, 40), status(15, 1, 4, 40)), others)
                        .getLast()
                        .explanation()
                        .getLast())
                .isEqualTo("replayed on the HPA's own figure for requests");
    }

    @Test
    void theReplayOfAWholeRunAgreesWithAnAdaptersHpaInNinetyNineOfAHundredSyncs() {
        Agreement known = agreement("Pods", true);
        Agreement guessed = agreement("Pods", false);

        assertThat(known.syncs()).isGreaterThan(20 * RUNS);
        assertThat(known.changes()).isGreaterThan(2 * RUNS);
        assertThat(known.rate()).as("%s", known.disagreements()).isGreaterThanOrEqualTo(0.99);
        assertThat(guessed.rate()).isLessThan(known.rate() - 0.015);
    }

    @Test
    void andWithKedas() {
        Agreement known = agreement("External", true);

        assertThat(known.syncs()).isGreaterThan(20 * RUNS);
        assertThat(known.changes()).isGreaterThan(2 * RUNS);
        assertThat(known.rate()).as("%s", known.disagreements()).isGreaterThanOrEqualTo(0.99);
    }

    /** The newest in the answer that the HPA had, at 13.9 s, was stamped 13 s; the one at 14.8 s it had not had yet. */
    @Test
    void theMetricThatDecidedIsNamedWithItsAge() {
        List<MetricReading> readings = List.of(reading(13.9, "p0", 36), reading(14.8, "p0", 90));

        Decision decision = replay(SETTINGS, List.of(status(0, 1, 1, 10), status(15, 1, 4, 36)), readings, 1)
                .getLast();

        assertThat(decision.metric())
                .contains(new MetricFigure(REQUESTS, 36, Optional.of(seconds(2)), Optional.of(Duration.ZERO)));
        assertThat(decision.explanation())
                .startsWith("wanted 4 from 36 / 10 a pod of requests")
                .endsWith("requests was 2.0 s old");
    }

    @Test
    void ofTwoMetricsTheOneThatAskedForMoreDecidedAndHasItsOwnAge() {
        Decision decision = ofBoth(60, 36);

        assertThat(decision.metric())
                .contains(new MetricFigure(REQUESTS, 36, Optional.of(seconds(1)), Optional.of(Duration.ZERO)));
        assertThat(decision.explanation().getFirst()).isEqualTo("wanted 4 from 36 / 10 a pod of requests");
    }

    @Test
    void ofTwoMetricsCpuIsNamedTooWhereItDecided() {
        Decision decision = ofBoth(200, 9);

        assertThat(decision.explanation())
                .startsWith("wanted 4 from 200 % / 50 % of cpu")
                .endsWith("cpu was 12.0 s old, a mean over 15.0 s");
    }

    /** One pod's decision for four by both metrics: its CPU in percent of 100m, and its requests. */
    private static Decision ofBoth(int percent, double requests) {
        HpaSettings both = hpa(1, 20, anyUp(), anyDown(), Given.CPU_AT_50, REQUESTS);
        var status = new HpaSample(
                seconds(15),
                1,
                4,
                List.of(
                        new HpaSample.Current("cpu", Optional.of(percent), percent / 1_000.0),
                        new HpaSample.Current("requests", Optional.empty(), requests)),
                List.of(),
                Optional.empty());
        return Replay.decisions(
                        both,
                        ControllerFlags.DEFAULT,
                        List.of(Recorded.status(0, 1, 1, 10), status),
                        pods(1),
                        List.of(Recorded.usage(3, "p0", percent)),
                        List.of(reading(14, "p0", requests)))
                .getLast();
    }

    /** Pods that are ready just before the next look have no value at it. */
    private static Agreement agreement(String source, boolean known) {
        List<Decision> decisions = new ArrayList<>();
        LongStream.range(0, RUNS)
                .mapToObj(seed -> new PlantedAdapter(source, seed, SOONEST_READY_MILLIS))
                .forEach(run -> decisions.addAll(Replay.decisions(
                        run.settings(),
                        ControllerFlags.DEFAULT,
                        run.statuses,
                        run.lives(),
                        List.of(),
                        known ? run.readings : List.of())));
        return Agreement.of(decisions);
    }

    private static List<Decision> replay(HpaSettings settings, List<HpaSample> statuses, List<MetricReading> readings) {
        return replay(settings, statuses, readings, 4);
    }

    private static List<Decision> replay(
            HpaSettings settings, List<HpaSample> statuses, List<MetricReading> readings, int pods) {
        return Replay.decisions(settings, ControllerFlags.DEFAULT, statuses, pods(pods), List.of(), readings);
    }

    private static HpaSample status(long at, int current, int desired, double mean) {
        return of("requests", at, current, desired, mean);
    }

    private static HpaSample queue(long at, int current, int desired, double mean) {
        return of("queue", at, current, desired, mean);
    }

    private static HpaSample of(String metric, long at, int current, int desired, double mean) {
        return new HpaSample(
                seconds(at),
                current,
                desired,
                List.of(new HpaSample.Current(metric, Optional.empty(), mean)),
                List.of(),
                Optional.empty());
    }

    private static MetricReading reading(double at, String pod, double value) {
        return new MetricReading(
                millis(at),
                seconds((long) at),
                Duration.ZERO,
                "Pods",
                "requests",
                Optional.of(pod),
                OptionalDouble.of(value));
    }

    private static MetricReading gone(double at, String pod) {
        return new MetricReading(
                millis(at),
                seconds((long) at),
                Duration.ZERO,
                "Pods",
                "requests",
                Optional.of(pod),
                OptionalDouble.empty());
    }

    private static MetricReading whole(double at, double value) {
        return new MetricReading(
                millis(at),
                seconds((long) at),
                Duration.ZERO,
                "External",
                "queue",
                Optional.empty(),
                OptionalDouble.of(value));
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }
}
