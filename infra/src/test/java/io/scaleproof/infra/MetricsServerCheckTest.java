package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsServerCheckTest {
    private static final String READ =
            "metrics-api (from: minikube addons enable metrics-server, or pulumi config set metricsServer install)";

    @Test
    void readsTheMetricsApiUnderANameThatSaysWhereOneComesFrom() {
        var run = Program.with().run();

        assertThat(run.declared().get(READ).type()).isEqualTo("kubernetes:apiregistration.k8s.io/v1:APIService");
    }

    @Test
    void createsNothingWhereTheMetricsApiIsNotAvailable() {
        var run = Program.with()
                .metricsApi("False", "MissingEndpoints", "endpoints for service/metrics-server have no addresses")
                .run();

        assertThat(run.created()).isEmpty();
        assertThat(run.errors())
                .containsExactly(
                        "the cluster's metrics API v1beta1.metrics.k8s.io is not available (MissingEndpoints: endpoints for"
                                + " service/metrics-server have no addresses), so the autoscaler would be blind. If"
                                + " metrics-server has just started, wait a little; if it is missing: minikube addons"
                                + " enable metrics-server, or pulumi config set metricsServer install");
    }

    @Test
    void takesAnApiWithoutAConditionForNotAvailable() {
        var run = Program.with().status("APIService", Map.of()).run();

        assertThat(run.created()).isEmpty();
        assertThat(run.errors()).singleElement().asString().contains("is not available (it reports no condition)");
    }

    @Test
    void isNotMadeWhenItIsSkipped() {
        var run = Program.with("metricsServer", "skip")
                .metricsApi("False", "MissingEndpoints", "")
                .run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.declares(READ)).isFalse();
        assertThat(run.declares("hpa")).isTrue();
    }
}
