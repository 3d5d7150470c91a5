package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemediesTest {
    private static final Remedies OWN = new Remedies(good().run());
    private static final Remedies SOMEBODY_ELSES =
            new Remedies(good().ofSomebodyElse().run());

    @Test
    void theProjectsOwnStackIsChangedByItsConfiguration() {
        assertThat(OWN.maxReplicas(6)).isEqualTo("pulumi config set maxReplicas 6 && pulumi up");
        assertThat(OWN.scaleUpPolicies(10)).isEqualTo("pulumi config set scaleUpPolicies 10pods/15s && pulumi up");
        assertThat(OWN.scaleUpWindow(0)).isEqualTo("pulumi config set scaleUpWindowSeconds 0 && pulumi up");
        assertThat(OWN.scaleDownWindow(60)).isEqualTo("pulumi config set scaleDownWindowSeconds 60 && pulumi up");
        assertThat(OWN.scaleDownPolicies()).isEqualTo("pulumi config set scaleDownPolicies 100%/15s && pulumi up");
        assertThat(OWN.enableScaleUp()).isEqualTo("pulumi up, which puts the HPA back as the stack declares it");
        assertThat(OWN.lowerTarget(40, "CPU")).isEqualTo("pulumi config set targetCpuUtilization 40 && pulumi up");
    }

    @Test
    void somebodyElsesHpaIsPatched() {
        assertThat(SOMEBODY_ELSES.maxReplicas(6)).isEqualTo(patch("{\"spec\":{\"maxReplicas\":6}}"));
        assertThat(SOMEBODY_ELSES.scaleUpPolicies(10))
                .isEqualTo(
                        patch(
                                "{\"spec\":{\"behavior\":{\"scaleUp\":{\"policies\":[{\"type\":\"Pods\",\"value\":10,\"periodSeconds\":15}]}}}}"));
        assertThat(SOMEBODY_ELSES.scaleUpWindow(0))
                .isEqualTo(patch("{\"spec\":{\"behavior\":{\"scaleUp\":{\"stabilizationWindowSeconds\":0}}}}"));
        assertThat(SOMEBODY_ELSES.scaleDownWindow(60))
                .isEqualTo(patch("{\"spec\":{\"behavior\":{\"scaleDown\":{\"stabilizationWindowSeconds\":60}}}}"));
        assertThat(SOMEBODY_ELSES.scaleDownPolicies())
                .isEqualTo(
                        patch(
                                "{\"spec\":{\"behavior\":{\"scaleDown\":{\"policies\":[{\"type\":\"Percent\",\"value\":100,\"periodSeconds\":15}]}}}}"));
        assertThat(SOMEBODY_ELSES.enableScaleUp())
                .isEqualTo(patch("{\"spec\":{\"behavior\":{\"scaleUp\":{\"selectPolicy\":\"Max\"}}}}"));
        assertThat(SOMEBODY_ELSES.lowerTarget(40, "CPU"))
                .isEqualTo("lower the CPU target in the HPA: kubectl edit hpa web-hpa -n shop");
    }

    @Test
    void whatIsToBeLookedAtIsNamedWithItsNamespace() {
        assertThat(SOMEBODY_ELSES.describeHpa()).isEqualTo("kubectl describe hpa web-hpa -n shop");
        assertThat(SOMEBODY_ELSES.describePod("web-1")).isEqualTo("kubectl describe pod web-1 -n shop");
        assertThat(SOMEBODY_ELSES.describeTarget())
                .isEqualTo("kubectl describe deployment web -n shop; kubectl get events -n shop");
    }

    /** What is changed in an HPA of KEDA's, KEDA puts back. */
    @Test
    void ofKedasTheScaledObjectIsPatched() {
        Remedies kedas =
                new Remedies(good().of("StatefulSet", Optional.of("orders")).run());

        assertThat(kedas.maxReplicas(6))
                .isEqualTo(
                        "kubectl patch scaledobject orders -n shop --type=merge -p '{\"spec\":{\"maxReplicaCount\":6}}'");
        assertThat(kedas.scaleUpWindow(0))
                .isEqualTo(
                        "kubectl patch scaledobject orders -n shop --type=merge -p '{\"spec\":{\"advanced\":"
                                + "{\"horizontalPodAutoscalerConfig\":{\"behavior\":{\"scaleUp\":{\"stabilizationWindowSeconds\":0}}}}}}'");
        assertThat(kedas.lowerTarget(40, "CPU"))
                .isEqualTo("lower the CPU target in the ScaledObject: kubectl edit scaledobject orders -n shop");
        assertThat(kedas.describeHpa()).isEqualTo("kubectl describe hpa keda-hpa-orders -n shop");
        assertThat(kedas.describeTarget())
                .isEqualTo("kubectl describe statefulset web -n shop; kubectl get events -n shop");
    }

    private static String patch(String patch) {
        return "kubectl patch hpa web-hpa -n shop --type=merge -p '" + patch + "'";
    }
}
