package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaleproof.loadtest.hpa.Behavior;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.SizedBy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SizingChoiceTest {
    private static final Metric CPU = new Metric("Resource", "cpu", "Utilization", 50);
    private static final Metric MEMORY = new Metric("Resource", "memory", "Utilization", 70);
    private static final Metric REQUESTS = new Metric("Pods", "http_requests", "AverageValue", 10);
    private static final Metric QUEUE = new Metric("External", "s0-queue", "AverageValue", 5);
    private static final Metric WHOLE = new Metric("Object", "hits", "Value", 100);

    @Test
    void withoutAWordItIsCpuAmongWhateverElse() throws CouldNotRun {
        assertThat(chosen(Optional.empty(), REQUESTS, CPU)).isEqualTo(new SizedMetric(SizedBy.CPU, CPU));
    }

    @Test
    void whatACustomMetricCountsIsNotGuessedFromItsName() {
        CouldNotRun unclear = refused(Optional.empty(), REQUESTS, MEMORY);

        assertThat(unclear)
                .hasMessage("HPA hpa does not scale on CPU but on http_requests (Pods, 10 a pod), memory (Resource,"
                        + " 70 %), and a metric's name does not tell what a request adds to it");
        assertThat(unclear.remedy()).contains("--sized-by rate", "--sized-by in-flight", "--plan FILE");
    }

    @Test
    void memoryIsNoFunctionOfTheRateSoAPlanOfRatesIsAskedFor() {
        CouldNotRun refused = refused(Optional.empty(), MEMORY);

        assertThat(refused)
                .hasMessage("HPA hpa does not scale on CPU but on memory (Resource, 70 %),"
                        + " which is no function of the rate of requests in general");
        assertThat(refused.remedy())
                .isEqualTo("give rates in a plan of your own (--plan FILE), each with the pods that it needs");
    }

    @Test
    void theOnlyMetricThatIsNoResourceIsMeant() throws CouldNotRun {
        assertThat(chosen(Optional.of("rate"), CPU, REQUESTS)).isEqualTo(new SizedMetric(SizedBy.RATE, REQUESTS));
        assertThat(chosen(Optional.of("in-flight"), MEMORY, QUEUE))
                .isEqualTo(new SizedMetric(SizedBy.IN_FLIGHT, QUEUE));
    }

    @Test
    void norIsOneMeantWhoseTargetIsForTheWholeWhereAnotherHasOneForAPod() throws CouldNotRun {
        assertThat(chosen(Optional.of("rate"), WHOLE, REQUESTS)).isEqualTo(new SizedMetric(SizedBy.RATE, REQUESTS));
    }

    @Test
    void ofSeveralOneHasToBeNamed() throws CouldNotRun {
        assertThat(refused(Optional.of("rate"), REQUESTS, QUEUE).remedy())
                .isEqualTo("say which: --sized-by rate:http_requests");
        assertThat(chosen(Optional.of("rate:s0-queue"), REQUESTS, QUEUE))
                .isEqualTo(new SizedMetric(SizedBy.RATE, QUEUE));
        assertThat(refused(Optional.of("rate:hits"), REQUESTS))
                .hasMessage("HPA hpa looks at http_requests (Pods, 10 a pod),"
                        + " and none of that is a metric hits that could count requests");
    }

    @Test
    void cpuThatTheHpaDoesNotLookAtIsRefused() {
        assertThat(refused(Optional.of("cpu"), REQUESTS))
                .hasMessageContaining("does not scale on CPU but on http_requests");
        assertThat(refused(Optional.of("rate"), CPU)).hasMessageContaining("none of that is a metric that could count");
    }

    @Test
    void aTargetForTheWholeFillsNoPod() {
        assertThat(refused(Optional.of("rate"), WHOLE))
                .hasMessage("HPA hpa has a target for the whole of hits (Object, 100) and none for a pod,"
                        + " so that no number of pods goes with a load");
    }

    @Test
    void whatIsNoneOfTheThreeIsSaidWithThem() {
        for (String wrong : List.of("memory", "rate:", "cpu:cpu", "")) {
            assertThatThrownBy(() -> SizingChoice.parse(Optional.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("--sized-by is '" + wrong
                            + "'; it is cpu, rate or in-flight, or the latter two with the HPA's"
                            + " metric, as in rate:http_requests");
        }
    }

    private static CouldNotRun refused(Optional<String> given, Metric... metrics) {
        return catchThrowableOfType(CouldNotRun.class, () -> chosen(given, metrics));
    }

    private static SizedMetric chosen(Optional<String> given, Metric... metrics) throws CouldNotRun {
        return SizingChoice.parse(given)
                .in(new HpaSettings("hpa", 1, 10, List.of(metrics), Behavior.NONE_UP, Behavior.NONE_DOWN));
    }
}
