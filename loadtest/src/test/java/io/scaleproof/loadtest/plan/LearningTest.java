package io.scaleproof.loadtest.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.need.Evidence;
import io.scaleproof.loadtest.need.RequestCost;
import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.Sample;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One pod that uses nothing at rest, whose counter is read every five seconds. */
class LearningTest {

    @Test
    void aCostIsLearntFromTwentyFiveRequestsOn() {
        assertThat(learnt(10, 4, counter(5, 30))).isEmpty();
        assertThat(learnt(10, 8, counter(5, 30)).orElseThrow().millis().mid()).isCloseTo(30, within(0.01));
    }

    @Test
    void aCostThatIsNotKnownWellIsNotLearnt() {
        // Fifteen requests a window, one of which may be cut at either end: seven parts in a hundred, or five of two.
        assertThat(learnt(10, 3, counter(5, 30), counter(10, 30))).isEmpty();
        assertThat(learnt(15, 3, counter(5, 30), counter(10, 30), counter(15, 30)))
                .isPresent();
    }

    @Test
    void whatIsOlderThanFortyFiveSecondsIsForgotten() {
        RequestCost cost = learnt(100, 20, counter(50, 30), counter(95, 25)).orElseThrow();

        assertThat(cost.millis().mid()).isCloseTo(25, within(0.01));
        assertThat(learnt(100, 20, counter(50, 30))).isEmpty();
    }

    private record Counter(int until, double costMillis) {}

    private static Counter counter(int until, double costMillis) {
        return new Counter(until, costMillis);
    }

    private static Optional<RequestCost> learnt(int now, int perSecond, Counter... read) {
        Duration end = Duration.ofSeconds(now);
        return Learning.of(
                new Evidence(
                        end,
                        Sample.run().autoscaler(),
                        List.of(new StageRun(
                                "load", Phase.SURGE, Duration.ZERO, end, perSecond, perSecond, 0, 25, List.of())),
                        IntStream.range(0, now)
                                .mapToObj(second -> second(second, perSecond))
                                .toList(),
                        List.of(read).stream()
                                .map(counter -> usage(counter, perSecond))
                                .toList(),
                        List.of(),
                        List.of(),
                        List.of(pod()),
                        Optional.of(new Calibration(
                                27, 0, 50, 1, 1, 25, 40, 0, Calibration.Source.COUNTER, "as in the test")),
                        false),
                25);
    }

    private static SecondSample second(int second, int perSecond) {
        return new SecondSample(Duration.ofSeconds(second), "load", perSecond, perSecond, 0, 0, LatencySummary.NONE, 0);
    }

    private static PodUsage usage(Counter counter, int perSecond) {
        Duration until = Duration.ofSeconds(counter.until());
        return new PodUsage(until, until, Duration.ofSeconds(5), "a", perSecond * counter.costMillis(), 0);
    }

    private static PodLife pod() {
        return GivenPod.pod("a", -3_600).ready(-3_600).life();
    }
}
