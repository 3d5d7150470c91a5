package io.scaleproof.loadtest.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricFigureTest {
    private static final Metric CPU = new Metric("Resource", "cpu", "Utilization", 50);
    private static final Metric IN_FLIGHT = new Metric("Pods", "http_requests_in_flight", "AverageValue", 0.05);
    private static final Metric HITS = new Metric("Object", "hits", "Value", 100);

    @Test
    void itsWordsHaveNameValueTargetAndUnit() {
        assertThat(new MetricFigure(CPU, 377).words()).isEqualTo("cpu 377 % / 50 %");
        assertThat(new MetricFigure(IN_FLIGHT, 0.213).words()).isEqualTo("http_requests_in_flight 0.213 / 0.05 a pod");
        assertThat(new MetricFigure(HITS, 120_000).words()).isEqualTo("hits 120000 / 100");
        assertThat(new MetricFigure(new Metric("Resource", "cpu", "AverageValue", 0.1), 0.25).words())
                .isEqualTo("cpu 250m / 100m a pod");
        assertThat(new MetricFigure(new Metric("ContainerResource", "cpu", Optional.of("web"), "Utilization", 70), 12)
                        .words())
                .isEqualTo("cpu of container web 12 % / 70 %");
    }

    @Test
    void itsAgeIsSaidWhereItIsKnownAndItsWindowWhereThereIsOne() {
        assertThat(new MetricFigure(IN_FLIGHT, 1).ageWords()).isEmpty();
        assertThat(figure(800, 0).ageWords()).contains("0.8 s old");
        assertThat(figure(12_345, 15_421).ageWords()).contains("12.3 s old, a mean over 15.4 s");
    }

    @Test
    void ofSeveralTheHighestBesideItsTargetDecides() {
        HpaSettings settings = settings(CPU, IN_FLIGHT);

        assertThat(MetricFigure.highest(settings, status(Optional.of(60), 0.07)))
                .contains(new MetricFigure(IN_FLIGHT, 0.07));
        assertThat(MetricFigure.highest(settings, status(Optional.of(80), 0.07)))
                .contains(new MetricFigure(CPU, 80));
    }

    @Test
    void aMetricThatTheStatusDoesNotTellIsNone() {
        assertThat(MetricFigure.all(settings(HITS), status(Optional.of(60), 0.07)))
                .isEmpty();
        assertThat(MetricFigure.highest(settings(CPU), status(Optional.empty(), 0.07)))
                .isEmpty();
    }

    private static MetricFigure figure(long ageMillis, long windowMillis) {
        return new MetricFigure(
                IN_FLIGHT, 1, Optional.of(Duration.ofMillis(ageMillis)), Optional.of(Duration.ofMillis(windowMillis)));
    }

    private static HpaSample status(Optional<Integer> percent, double inFlight) {
        return new HpaSample(
                Duration.ZERO,
                1,
                1,
                List.of(
                        new HpaSample.Current("cpu", percent, 0.06),
                        new HpaSample.Current("http_requests_in_flight", Optional.empty(), inFlight)),
                List.of(),
                Optional.empty());
    }

    private static HpaSettings settings(Metric... metrics) {
        Rules rules = new Rules(Duration.ZERO, "Max", List.of(), 0.1);
        return new HpaSettings("web", 1, 10, List.of(metrics), rules, rules);
    }
}
