package io.scaleproof.loadtest.hpa;

import static io.scaleproof.loadtest.hpa.Given.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.PodUsage.Amount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SeenMetricsTest {
    private static final Metric CPU = Given.CPU_AT_50;
    private static final Metric WEB = new Metric("ContainerResource", "cpu", Optional.of("web"), "Utilization", 50);

    @Test
    void usageIsWhatKubernetesOwnHpaTakes() {
        for (GoldenPod golden : GoldenPod.ALL) {
            if (golden.isMeasured()) {
                usageIsWhatKubernetesOwnHpaTakes(golden);
            }
        }
    }

    private static void usageIsWhatKubernetesOwnHpaTakes(GoldenPod golden) {
        Map<String, Amount> containers = new LinkedHashMap<>();
        golden.usages().forEach(usage -> containers.put(usage.name(), new Amount(usage.nanocores() / 1e9 * 1_000, 0)));

        for (GoldenPod.Taken taken : golden.taken()) {
            var metric = new Metric("any", "cpu", taken.only(), "Utilization", 50);
            assertThat(SeenMetrics.milli(usage(0, "p", 0, containers), metric))
                    .as("%s, container '%s' of %s", golden.name(), taken.container(), golden.usages())
                    .isEqualTo(taken.usage() == null ? OptionalLong.empty() : OptionalLong.of(taken.usage()));
        }
    }

    @Test
    void aPodWithOneContainerIsThatContainer() {
        PodUsage alone = usage(0, "p", 10.3, Map.of());

        assertThat(SeenMetrics.milli(alone, WEB)).hasValue(11);
        assertThat(SeenMetrics.milli(alone, CPU)).hasValue(11);
    }

    @Test
    void memoryIsInThousandthsOfAByte() {
        var memory = new Metric("ContainerResource", "memory", Optional.of("web"), "AverageValue", 1);

        assertThat(SeenMetrics.milli(
                        usage(0, "p", 1, Map.of("web", new Amount(1, 7), "log", new Amount(1, 5))), memory))
                .hasValue(7_000);
    }

    @Test
    void everyPodsLatestAnswerByThenCounts() {
        var metrics = seen(List.of(usage(15, "p", 20, Map.of()), usage(0, "p", 10, Map.of())));

        assertThat(metrics.at(seconds(14), CPU).get("p").milli()).isEqualTo(10);
        assertThat(metrics.at(seconds(15), CPU).get("p")).isEqualTo(new Measurement(20, seconds(14), seconds(10)));
        assertThat(metrics.at(seconds(-1), CPU)).isEmpty();
    }

    @Test
    void theWindowIsTheLatestOnesOrNoneWhereThereIsNoMetric() {
        var first = new PodUsage(seconds(0), seconds(0), seconds(60), "p", 1, 0);

        assertThat(seen(List.of(first, usage(15, "p", 20, Map.of()))).window()).isEqualTo(seconds(10));
        assertThat(seen(List.of()).window()).isZero();
    }

    @Test
    void aPodWhoseLatestAnswerLacksTheContainerHasNoMetric() {
        var web = Map.of("web", new Amount(5, 0), "log", new Amount(1, 0));
        var others = Map.of("proxy", new Amount(5, 0), "log", new Amount(1, 0));
        var metrics = seen(List.of(usage(0, "p", 6, web), usage(15, "p", 6, others)));

        assertThat(metrics.at(seconds(0), WEB).get("p").milli()).isEqualTo(5);
        assertThat(metrics.at(seconds(15), WEB)).isEmpty();
        assertThat(metrics.at(seconds(15), CPU).get("p").milli()).isEqualTo(6);
    }

    @Test
    void theSyncItselfComesFirstThenNewsAfterItThenWhatWasBeforeNewsJustSeen() {
        var metrics = seen(List.of(
                usage(8, "p", 1, Map.of()),
                usage(9, "p", 1, Map.of()),
                usage(11, "p", 1, Map.of()),
                usage(12, "p", 1, Map.of())));

        assertThat(metrics.candidates(seconds(10)))
                .containsExactly(seconds(10), seconds(11), seconds(9).minusNanos(1));
        assertThat(metrics.candidates(seconds(9)).getLast())
                .isEqualTo(seconds(8).minusNanos(1));
    }

    private static PodUsage usage(long at, String pod, double millicores, Map<String, Amount> containers) {
        return new PodUsage(seconds(at), seconds(at - 1), seconds(10), pod, millicores, 0, containers);
    }

    private static SeenMetrics seen(List<PodUsage> usages) {
        SeenMetrics metrics = new SeenMetrics();
        metrics.add(usages);
        return metrics;
    }
}
