package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.loadtest.hpa.Behavior;
import io.scaleproof.loadtest.load.RequestForm;
import io.scaleproof.loadtest.plan.BuiltInPlan;
import io.scaleproof.loadtest.plan.Hold;
import io.scaleproof.loadtest.plan.Level;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Stage;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.SizedBy;
import io.scaleproof.loadtest.record.StageRun.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SizerTest {
    private static final Metric CPU = new Metric("Resource", "cpu", "Utilization", 50);
    private static final Metric MEMORY = new Metric("Resource", "memory", "Utilization", 50);
    private static final Metric REQUESTS = new Metric("Pods", "http_requests", "AverageValue", 10);
    private static final Plan SIZED = BuiltInPlan.SURGE.plan(6, new BuiltInPlan.Requests(25, 1));
    private static final Plan RATES = new Plan(
            "rates",
            "",
            List.of(new Stage(
                    "surge",
                    Phase.SURGE,
                    new Level.Declared(58, 0),
                    new Level.Declared(58, 0),
                    new Hold.For(Duration.ofSeconds(30)),
                    25)));

    @Test
    void aPlanOfRatesAsksNothingOfAMemoryHpa() throws Exception {
        assertThat(size(RATES, "", MEMORY).record()).isEmpty();
        assertThatThrownBy(() -> size(SIZED, "", MEMORY))
                .isInstanceOf(CouldNotRun.class)
                .hasMessageContaining("memory");
    }

    @Test
    void whatItsRequestsNeedIsKnownWhereTheMetricCountsThem() throws Exception {
        Calibrated calibrated = size(RATES, "rate", REQUESTS);

        assertThat(calibrated.record().orElseThrow().words())
                .endsWith("58.0 requests/s are worth 5.80 pods and need 6");
    }

    /** One value for all pods is divided by their number: 58 a second on 6 pods are 9.7 for each, as with a metric of each pod. */
    @Test
    void aTargetPerPodOfOneValueForAllIsSizedLikeOneOfEachPod() throws Exception {
        for (String source : List.of("External", "Object")) {
            Calibrated calibrated = size(RATES, "rate", new Metric(source, "s0-prometheus", "AverageValue", 10));

            assertThat(calibrated.record().orElseThrow().words())
                    .endsWith("58.0 requests/s are worth 5.80 pods and need 6");
            assertThat(size(SIZED, "rate", new Metric(source, "s0-prometheus", "AverageValue", 10))
                            .record())
                    .isEqualTo(size(SIZED, "rate", new Metric("Pods", "s0-prometheus", "AverageValue", 10))
                            .record());
        }
    }

    @Test
    void aTargetForTheWholeIsRefusedWithWhatToDo() {
        for (String source : List.of("External", "Object")) {
            for (String by : List.of("rate", "in-flight")) {
                assertThatThrownBy(() -> size(SIZED, by, new Metric(source, "hits", "Value", 100)))
                        .isInstanceOfSatisfying(CouldNotRun.class, why -> {
                            assertThat(why)
                                    .hasMessage(
                                            "HPA hpa has a target for the whole of hits (%s, 100) and none for a pod, so that no number of pods goes with a load"
                                                    .formatted(source));
                            assertThat(why.remedy())
                                    .startsWith(
                                            "give it a target of the type AverageValue (metricType in the trigger of a ScaledObject), or ");
                        });
            }
        }
    }

    @Test
    void aGivenCostOfCpuIsTakenWithoutMeasuring() throws Exception {
        Calibrated calibrated = new Sizer(null, settings(CPU, REQUESTS), 100)
                .size(SIZED, requests(), SizingChoice.parse(Optional.empty()), Optional.of(25.0));

        assertThat(calibrated.record().orElseThrow().sizedBy()).isEqualTo(SizedBy.CPU);
        assertThat(calibrated.sizing().pod().fullMillicores()).isEqualTo(50);
    }

    @Test
    void aCostOfCpuForWhatIsNotSizedByCpuIsAContradiction() {
        assertThatThrownBy(() -> new Sizer(null, settings(REQUESTS), 100)
                        .size(SIZED, requests(), SizingChoice.parse(Optional.of("rate")), Optional.of(25.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--cost-millis is CPU time, and --sized-by rate does not go by that: leave one out");
    }

    private static Calibrated size(Plan plan, String by, Metric... metrics) throws Exception {
        return new Sizer(null, settings(metrics), 100)
                .size(
                        plan,
                        requests(),
                        SizingChoice.parse(Optional.of(by).filter(word -> !word.isEmpty())),
                        Optional.empty());
    }

    private static HpaSettings settings(Metric... metrics) {
        return new HpaSettings("hpa", 1, 10, List.of(metrics), Behavior.NONE_UP, Behavior.NONE_DOWN);
    }

    private static Requests requests() {
        return new Requests("/load?millis={millis}", 25, RequestForm.GET, Duration.ofSeconds(10));
    }
}
