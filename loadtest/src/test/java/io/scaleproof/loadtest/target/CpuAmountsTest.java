package io.scaleproof.loadtest.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaleproof.loadtest.hpa.GoldenPod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuAmountsTest {

    @Test
    void requestsAreWhatKubernetesOwnHpaTakes() {
        for (GoldenPod golden : GoldenPod.ALL) {
            PodSpec pod = pod(golden.spec().toString());
            for (GoldenPod.Taken taken : golden.taken()) {
                assertThat(CpuAmounts.requests(pod, taken.only()))
                        .as(() -> "container '%s' of %s %s, where Kubernetes said %s"
                                .formatted(taken.container(), golden.name(), golden.spec(), taken.error()))
                        .isEqualTo(taken.request() == null ? 0 : (double) taken.request());
            }
        }
    }

    @Test
    void theCasesCoverWhatCanHappen() {
        List<GoldenPod.Taken> whole =
                GoldenPod.ALL.stream().map(golden -> golden.taken().getFirst()).toList();

        assertThat(whole).hasSize(400);
        assertThat(whole.stream().filter(taken -> taken.request() != null)).hasSizeGreaterThan(150);
        assertThat(whole.stream()
                        .filter(taken -> taken.error() != null && taken.error().startsWith("missing request")))
                .hasSizeGreaterThan(50);
        assertThat(whole.stream()
                        .filter(taken -> taken.error() != null && taken.error().contains("pod-level")))
                .isNotEmpty();
    }

    @Test
    void aSidecarRunsBesideTheOthersAndAnInitContainerDoesNot() {
        PodSpec pod = pod("""
                containers: [{name: web, resources: {requests: {cpu: 100m}, limits: {cpu: "1"}}}]
                initContainers:
                - {name: proxy, restartPolicy: Always, resources: {requests: {cpu: 20m}, limits: {cpu: 200m}}}
                - {name: migrate, resources: {requests: {cpu: "2"}}}
                """);

        assertThat(CpuAmounts.requests(pod)).isEqualTo(120);
        assertThat(CpuAmounts.limits(pod)).isEqualTo(1_200);
        assertThat(CpuAmounts.requestsByContainer(pod))
                .containsExactly(Map.entry("web", 100.0), Map.entry("proxy", 20.0));
    }

    @Test
    void thePodsOwnAmountsComeBeforeItsContainers() {
        PodSpec pod = pod("""
                resources: {requests: {cpu: 300m}, limits: {cpu: 700m}}
                containers: [{name: web, resources: {requests: {cpu: 100m}, limits: {cpu: "1"}}}, {name: log}]
                """);

        assertThat(CpuAmounts.requests(pod)).isEqualTo(300);
        assertThat(CpuAmounts.limits(pod)).isEqualTo(700);
        assertThat(CpuAmounts.requestsByContainer(pod))
                .containsEntry("web", 100.0)
                .containsEntry("log", 0.0);
    }

    @Test
    void aPodHasNoLimitIfOneOfItsContainersHasNone() {
        PodSpec pod = pod("""
                containers: [{name: web, resources: {limits: {cpu: "1"}}}, {name: log, resources: {limits: {memory: 1Gi}}}]
                """);

        assertThat(CpuAmounts.limits(pod)).isZero();
    }

    private static PodSpec pod(String yaml) {
        return Serialization.unmarshal(yaml, PodSpec.class);
    }
}
