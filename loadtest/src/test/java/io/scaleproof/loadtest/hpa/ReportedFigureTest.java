package io.scaleproof.loadtest.hpa;

import static io.scaleproof.loadtest.hpa.Given.anyDown;
import static io.scaleproof.loadtest.hpa.Given.anyUp;
import static io.scaleproof.loadtest.hpa.Given.hpa;
import static io.scaleproof.loadtest.hpa.Given.seconds;
import static io.scaleproof.loadtest.hpa.Recorded.container;
import static io.scaleproof.loadtest.hpa.Recorded.leaving;
import static io.scaleproof.loadtest.hpa.Recorded.pods;
import static io.scaleproof.loadtest.hpa.Recorded.queue;
import static io.scaleproof.loadtest.hpa.Recorded.replay;
import static io.scaleproof.loadtest.hpa.Recorded.status;
import static io.scaleproof.loadtest.hpa.Recorded.twoContainers;
import static io.scaleproof.loadtest.hpa.Recorded.usage;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.PodLife;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replays of what the status says, and of metrics that are not of whole pods. */
class ReportedFigureTest {
    private static final HpaSettings SETTINGS = hpa(1, 10, anyUp(), anyDown());
    private static final Metric WEB_AT_50 =
            new Metric("ContainerResource", "cpu", Optional.of("web"), "Utilization", 50);

    @Test
    void theHpasOwnFigureIsPercentOfTheRequestOrAValue() {
        PodLife big = twoContainers("p0", 200, 0);
        HpaSettings average = hpa(1, 10, anyUp(), anyDown(), new Metric("Resource", "cpu", "AverageValue", 0.1));
        var value = new HpaSample(
                seconds(15),
                1,
                3,
                List.of(new HpaSample.Current("cpu", Optional.empty(), 0.25)),
                List.of(),
                Optional.empty());

        assertThat(replay(SETTINGS, List.of(status(0, 1, 1, 10), status(15, 1, 4, 180)), List.of(big), List.of())
                        .getFirst()
                        .explanation())
                .startsWith("wanted 4 from 180 % / 50 %");
        assertThat(replay(average, List.of(status(0, 1, 1, 10), value), List.of(big), List.of())
                        .getFirst()
                        .explanation())
                .startsWith("wanted 3 from 250m / 100m a pod of cpu");
    }

    @Test
    void aContainersMetricIsReplayedFromItsUsageAndItsRequest() {
        HpaSettings settings = hpa(1, 10, anyUp(), anyDown(), WEB_AT_50);

        List<Decision> decisions = replay(
                settings,
                List.of(container("web", 0, 2, 2, 20), container("web", 15, 2, 3, 70)),
                List.of(twoContainers("p0", 100, 900), twoContainers("p1", 100, 900)),
                List.of(usage(14, "p0", 70, 1), usage(14, "p1", 70, 2)));

        // 140m of 200m are 70 %; all containers together would be 143m of 2000m.
        assertThat(decisions.getFirst().predicted()).contains(3);
        assertThat(decisions.getFirst().explanation())
                .containsExactly(
                        "wanted 3 from 70 % / 50 %",
                        "cpu of container web: 70 % / 50 % is a ratio of 1.40 over 2 pods",
                        "1.40 x 2 pods = 2.80, rounded up: 3");
    }

    @Test
    void aContainersOwnFigureIsReplayedWhereItsMetricsWereNotSeen() {
        List<Decision> decisions = replay(
                hpa(1, 10, anyUp(), anyDown(), WEB_AT_50),
                List.of(container("web", 0, 2, 2, 20), container("web", 15, 2, 3, 70)),
                List.of(twoContainers("p0", 100, 900), twoContainers("p1", 100, 900)),
                List.of());

        assertThat(decisions.getFirst().predicted()).contains(3);
        assertThat(decisions.getFirst().explanation().getLast())
                .isEqualTo("replayed on the HPA's own figure for cpu of container web");
    }

    @Test
    void metricsOfOneNameAreToldApartByTheirContainer() {
        HpaSettings settings = hpa(1, 10, anyUp(), anyDown(), Given.CPU_AT_50, WEB_AT_50);
        var both = new HpaSample(
                seconds(15),
                2,
                4,
                List.of(
                        new HpaSample.Current("cpu", Optional.of(7), 0.07),
                        new HpaSample.Current("cpu", Optional.of("web"), Optional.of(100), 0.1)),
                List.of(),
                Optional.empty());

        List<Decision> decisions = replay(
                settings,
                List.of(container("web", 0, 2, 2, 20), both),
                List.of(twoContainers("p0", 100, 900), twoContainers("p1", 100, 900)),
                List.of());

        assertThat(decisions.getFirst().predicted()).contains(4);
        assertThat(decisions.getFirst().explanation()).contains("cpu of container web asks for most: 4");
    }

    @ParameterizedTest(name = "{0}: {2} over {3} pods")
    @CsvSource(textBlock = """
            # source, target per pod, the status' mean, pods, desired
            # 10 messages over 3 pods are 3.334 each; 3 times that, 10.002, would need a third pod for 5 each
            External, 5,   3.334, 3, 2
            Object,   5,   3.334, 3, 2
            # 61 messages over 2 pods
            External, 5,  30.5,   2, 13
            # 12.5 over 3
            External, 2.5, 4.167, 3, 5
            # 12.52 over 3
            External, 6.26, 4.174, 3, 2
            # 1.003 to 1.005 over 3: nothing is rounder
            External, 0.1, 0.335, 3, 11
            # 1.001 to 1.010 over 10: 1 would have a mean of 0.1
            External, 0.05, 0.101, 10, 21
            # exactly at the tolerance above
            External, 10, 11,     2, 2
            """)
    void aMeanPerPodIsTurnedBackIntoTheWhole(String source, double target, double mean, int pods, int desired) {
        HpaSettings settings = hpa(1, 30, anyUp(), anyDown(), new Metric(source, "queue", "AverageValue", target));

        List<Decision> decisions = replay(
                settings, List.of(queue(0, pods, pods, mean), queue(15, pods, desired, mean)), pods(pods), List.of());

        assertThat(decisions.getFirst().predicted()).contains(desired);
        assertThat(decisions.getFirst().explanation().getLast())
                .isEqualTo("replayed on the HPA's own figure for queue");
    }

    @Test
    void theMeanIsOverThePodsThatExistAndNotOverThoseThatAreWanted() {
        HpaSettings settings = hpa(1, 20, anyUp(), anyDown(), new Metric("External", "queue", "AverageValue", 5));
        // 5 are wanted, 2 exist beside one that leaves: 30 messages over 2 are 15 each, and need 6 pods.
        List<PodLife> pods = new java.util.ArrayList<>(pods(2));
        pods.add(leaving("p2", seconds(5)));

        List<Decision> decisions = replay(settings, List.of(queue(0, 5, 5, 15), queue(15, 5, 6, 15)), pods, List.of());

        assertThat(decisions.getFirst().predicted()).contains(6);
    }

    @Test
    void aMeanOverNoPodsTellsNothing() {
        HpaSettings settings = hpa(1, 20, anyUp(), anyDown(), new Metric("External", "queue", "AverageValue", 5));

        List<Decision> decisions =
                replay(settings, List.of(queue(0, 1, 1, 15), queue(15, 1, 1, 15)), List.of(), List.of());

        assertThat(decisions.getFirst().explanation().getFirst())
                .isEqualTo("keeps 1, blind: queue: a mean over no pods does not tell the whole");
    }
}
