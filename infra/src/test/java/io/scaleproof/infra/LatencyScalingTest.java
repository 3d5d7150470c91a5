package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatencyScalingTest {
    @Test
    void countsForTheServiceAsAWholeAndNotOnAverage() {
        var run = Program.with("scaleOn", "latency", "monitoring", "install").run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.input("hpa", "spec.metrics"))
                .isEqualTo(List.of(Map.of(
                        "type",
                        "Object",
                        "object",
                        Map.of(
                                "describedObject",
                                Map.of("apiVersion", "v1", "kind", "Namespace", "name", "scaleproof"),
                                "metric",
                                Map.of("name", "http_request_latency_p95_seconds"),
                                "target",
                                Map.of("type", "Value", "value", "100m")))));
    }

    @Test
    void isAskedForInMilliseconds() {
        var run = Program.with("scaleOn", "latency", "targetLatencyMillis", "2000", "monitoring", "install")
                .run();

        assertThat(run.input("hpa", "spec.metrics.0.object.target.value")).isEqualTo("2");
    }

    @Test
    void isLookedForWhereTheAutoscalerWillLook() {
        var asked = new ArrayList<String>();

        Program.with("scaleOn", "latency", "monitoring", "install", "namespace", "shop")
                .servedMetrics(path -> {
                    asked.add(path);
                    return Optional.empty();
                })
                .run();

        assertThat(asked)
                .containsExactly(
                        "/apis/custom.metrics.k8s.io/v1beta1/namespaces/shop/metrics/http_request_latency_p95_seconds");
    }

    @Test
    void makesNoAutoscalerWhereItIsNotServed() {
        var run = Program.with("scaleOn", "latency", "monitoring", "install")
                .servedMetrics(_ -> Optional.of("nothing has it"))
                .run();

        assertThat(run.declares("hpa")).isFalse();
        assertThat(run.errors()).containsExactly("""
                the cluster's custom metrics API shows no http_request_latency_p95_seconds of the service (nothing has it), so the autoscaler would be blind.
                It is the rate of http_server_requests_seconds_bucket, which Prometheus has to scrape at least twice within requestWindowSeconds.
                Without it: pulumi config rm scaleOn""");
    }
}
