package io.scaleproof.loadtest.preflight;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaleproof.loadtest.hpa.Behavior;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.GivenTarget;
import io.scaleproof.loadtest.target.Workload;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CpuRequestsTest {
    private static final Metric POD = new Metric("Resource", "cpu", "Utilization", 50);
    private static final String WEB = "{name: web, resources: {requests: {cpu: 100m}}}";
    private static final String LOG = "{name: log}";
    private static final String SIDECAR = "{name: proxy, restartPolicy: Always}";

    @Test
    void aContainerWithoutARequestIsNamed() {
        assertThatThrownBy(check(POD, pod("containers: [%s, %s]".formatted(WEB, LOG))))
                .isInstanceOf(CouldNotRun.class)
                .hasMessage(
                        "The HPA's target is a percentage of the CPU request, and pod web-1 has none for log: it can never scale")
                .extracting("remedy")
                .asString()
                .contains("kubectl set resources deployment web -n shop --requests=cpu=100m");
    }

    @Test
    void soIsASidecarAndNoOtherInitContainer() {
        assertThatThrownBy(check(POD, pod("containers: [%s]\n  initContainers: [%s]".formatted(WEB, SIDECAR))))
                .hasMessageContaining("pod web-1 has none for proxy");
        assertThatCode(check(POD, pod("containers: [%s]\n  initContainers: [{name: migrate}]".formatted(WEB))))
                .doesNotThrowAnyException();
    }

    @Test
    void aRequestOfThePodItselfIsEnoughForAllButAContainersMetric() {
        Pod pod = pod("containers: [%s, {name: web}]\n  resources: {requests: {cpu: 200m}}".formatted(LOG));

        assertThatCode(check(POD, pod)).doesNotThrowAnyException();
        assertThatThrownBy(check(of("web"), pod)).hasMessageContaining("pod web-1 has none for web");
    }

    @Test
    void aContainersMetricNeedsItsOwnContainersRequestAlone() {
        Pod pod = pod("containers: [%s, %s]".formatted(WEB, LOG));

        assertThatCode(check(of("web"), pod)).doesNotThrowAnyException();
        assertThatThrownBy(check(of("log"), pod)).hasMessageContaining("pod web-1 has none for log");
    }

    @Test
    void aContainerThatIsNotThereIsSaidWithThoseThatAre() {
        assertThatThrownBy(check(of("wbe"), pod("containers: [%s, %s]".formatted(WEB, LOG))))
                .hasMessage(
                        "The HPA looks at container wbe, and pod web-1 has none of this name but web, log: it can never scale")
                .extracting("remedy")
                .isEqualTo("kubectl edit hpa web -n shop, and name one of these");
    }

    @Test
    void everyPodIsLookedAt() {
        assertThatThrownBy(check(POD, pod("containers: [%s]".formatted(WEB)), pod("containers: [%s]".formatted(LOG))))
                .hasMessageContaining("none for log");
    }

    @Test
    void targetsThatAreNoPercentageOfTheCpuRequestNeedNone() {
        Pod pod = pod("containers: [%s]".formatted(LOG));

        assertThatCode(check(new Metric("Resource", "cpu", "AverageValue", 0.1), pod))
                .doesNotThrowAnyException();
        assertThatCode(check(new Metric("Resource", "memory", "Utilization", 50), pod))
                .doesNotThrowAnyException();
    }

    /** Neither Pulumi nor kubectl's short forms know somebody's own kind. */
    @Test
    void whatIsToBeTypedIsForWhatTheHpaScales() {
        Pod pod = pod("containers: [%s]".formatted(LOG));
        FoundTarget set = GivenTarget.of(
                new Workload("StatefulSet", "web", "apps", "v1", "statefulsets", true), Optional.empty());
        FoundTarget rollout = GivenTarget.of(
                new Workload("Rollout", "web", "argoproj.io", "v1alpha1", "rollouts", true), Optional.of("orders"));

        assertThatThrownBy(check(set, POD, pod))
                .extracting("remedy")
                .isEqualTo("kubectl set resources statefulset web -n shop --requests=cpu=100m");
        assertThatThrownBy(check(rollout, POD, pod))
                .extracting("remedy")
                .isEqualTo(
                        "kubectl edit rollouts.argoproj.io web -n shop, and give its containers resources.requests.cpu");
        assertThatThrownBy(check(rollout, of("wbe"), pod))
                .extracting("remedy")
                .isEqualTo("kubectl edit scaledobject orders -n shop, and name one of these");
    }

    private static ThrowingCallable check(Metric metric, Pod... pods) {
        return check(GivenTarget.web(), metric, pods);
    }

    private static ThrowingCallable check(FoundTarget target, Metric metric, Pod... pods) {
        var settings = new HpaSettings("web-hpa", 1, 10, List.of(metric), Behavior.NONE_UP, Behavior.NONE_DOWN);
        return () -> new CpuRequests(settings, target).require(List.of(pods));
    }

    private static Metric of(String container) {
        return new Metric("ContainerResource", "cpu", Optional.of(container), "Utilization", 50);
    }

    private static Pod pod(String spec) {
        return Serialization.unmarshal("metadata: {name: web-1}\nspec:\n  " + spec + "\n", Pod.class);
    }
}
