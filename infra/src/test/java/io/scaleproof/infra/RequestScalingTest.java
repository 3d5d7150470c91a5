package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RequestScalingTest {
    private static final String API =
            "custom-metrics-api (of this stack; of the cluster: pulumi config set metricsAdapter present)";

    @Test
    void aPodIsFullAtAsManyRequestsAsItsCpuTargetIsWorth() {
        var run = with("scaleOn", "requestsInFlight,requestRate").run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.input("hpa", "spec.metrics"))
                .isEqualTo(List.of(metric("http_requests_in_flight", "50m"), metric("http_requests_per_second", "2")));
    }

    @Test
    void countsBesideCpuWhereBothAreNamed() {
        var run = with("scaleOn", "requestRate, cpu", "targetRequestRate", "2500m")
                .run();

        assertThat(run.input("hpa", "spec.metrics"))
                .asInstanceOf(list(Object.class))
                .hasSize(2)
                .contains(metric("http_requests_per_second", "2500m"));
        assertThat(run.input("hpa", "spec.metrics.0.resource.name")).isEqualTo("cpu");
    }

    @Test
    void asksForTheMetricInTheServicesNamespaceBeforeTheAutoscalerIsTold() {
        var asked = new ArrayList<String>();

        with("scaleOn", "requestsInFlight", "namespace", "shop")
                .servedMetrics(path -> {
                    asked.add(path);
                    return Optional.empty();
                })
                .run();

        assertThat(asked)
                .containsExactly("/apis/custom.metrics.k8s.io/v1beta1/namespaces/shop/pods/*/http_requests_in_flight"
                        + "?labelSelector=app.kubernetes.io%2Fname%3Dscaleproof");
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPreviewShowsTheAutoscalerAndAsksNothing() {
        var run = with("scaleOn", "requestRate")
                .servedMetrics(_ -> Optional.of("nothing has it"))
                .preview()
                .run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.input("hpa", "spec.metrics")).isEqualTo(List.of(metric("http_requests_per_second", "2")));
    }

    @Test
    void makesNoAutoscalerWhereTheMetricIsNotServed() {
        var run = with("scaleOn", "requestsInFlight")
                .servedMetrics(_ -> Optional.of("nothing has it"))
                .run();

        assertThat(run.declares("hpa")).isFalse();
        assertThat(run.errors()).containsExactly("""
                the cluster's custom metrics API shows no http_requests_in_flight of the service's pods (nothing has it), so the autoscaler would be blind.
                It is the rate of http_server_requests_seconds_sum, which Prometheus has to scrape at least twice within requestWindowSeconds.
                Without it: pulumi config rm scaleOn""");
    }

    /** By what KEDA's own webhooks look for, or they refuse the ScaledObject that comes while the HPA is still there. */
    @Test
    void letsKedaTakeTheAutoscalersPlace() {
        assertThat(with("scaleOn", "requestsInFlight").run().input("hpa", "metadata.annotations"))
                .isEqualTo(Map.of("validations.keda.sh/hpa-ownership", "false"));
    }

    @Test
    void saysWhatTheClustersOwnAdapterHasToKnow() {
        var run = with("scaleOn", "requestsInFlight", "metricsAdapter", "present")
                .servedMetrics(_ -> Optional.of("nothing has it"))
                .run();

        assertThat(run.declares("hpa")).isFalse();
        assertThat(run.errors())
                .singleElement()
                .asString()
                .contains("\nWhat the cluster's own adapter has to know of it: docs/adapter-rules.yml\nWithout it: ");
    }

    @Test
    void bringsAnAdapterThatClashesWithAnyOther() {
        var run = with("scaleOn", "requestRate").run();

        assertThat(run.input(API, "metadata.name")).isEqualTo("v1beta1.custom.metrics.k8s.io");
        assertThat(run.input(API, "spec.versionPriority")).isEqualTo(101.0);
        assertThat(run.input(API, "spec.service"))
                .isEqualTo(Map.of("name", "prometheus-adapter", "namespace", "scaleproof-monitoring"));
    }

    @Test
    void theAdapterMayListTheServicesPodsAndAskWhoCalls() {
        var run = with("scaleOn", "requestRate").run();

        assertThat(run.input("prometheus-adapter-role", "rules"))
                .isEqualTo(List.of(
                        Map.of("apiGroups", List.of(""), "resources", List.of("pods"), "verbs", List.of("list"))));
        assertThat(run.input("prometheus-adapter-role", "metadata.namespace")).isEqualTo("scaleproof");
        assertThat(run.input("prometheus-adapter-auth-delegator", "roleRef.name"))
                .isEqualTo("system:auth-delegator");
        assertThat(run.input("prometheus-adapter-auth-reader", "roleRef.name"))
                .isEqualTo("extension-apiserver-authentication-reader");
        assertThat(run.input("prometheus-adapter-auth-reader", "metadata.namespace"))
                .isEqualTo("kube-system");
        assertThat(run.declares("prometheus-adapter-cluster-role")).isFalse();
    }

    @Test
    void theAdapterAsksTheStacksOwnPrometheusUnlessAnotherIsNamed() {
        var own = with("scaleOn", "requestRate").run();
        var other = Program.with(
                        "scaleOn", "requestRate", "prometheusUrl", "http://prometheus-operated.monitoring.svc:9090")
                .run();

        assertThat(arguments(own))
                .asInstanceOf(list(String.class))
                .contains("--prometheus-url=http://prometheus.scaleproof-monitoring.svc:9090");
        assertThat(arguments(other))
                .asInstanceOf(list(String.class))
                .contains("--prometheus-url=http://prometheus-operated.monitoring.svc:9090");
        assertThat(other.declares("prometheus-deployment")).isFalse();
    }

    @Test
    void theAdapterTakesRatesOverTheWindowAndWithoutProbes() {
        var run = with("scaleOn", "requestRate", "requestWindowSeconds", "10").run();

        assertThat(run.input("prometheus-adapter-config", "data"))
                .asInstanceOf(map(String.class, String.class))
                .containsEntry("config.yaml", """
                        rules:
                          - seriesQuery: 'http_server_requests_seconds_sum{namespace="scaleproof",pod!=""}'
                            resources:
                              overrides:
                                namespace: {resource: namespace}
                                pod: {resource: pod}
                            name: {as: http_requests_in_flight}
                            metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>,uri!~"/health.*|/prometheus"}[10s])) by (<<.GroupBy>>)'
                          - seriesQuery: 'http_server_requests_seconds_count{namespace="scaleproof",pod!=""}'
                            resources:
                              overrides:
                                namespace: {resource: namespace}
                                pod: {resource: pod}
                            name: {as: http_requests_per_second}
                            metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>,uri!~"/health.*|/prometheus"}[10s])) by (<<.GroupBy>>)'
                          - seriesQuery: 'http_server_requests_seconds_bucket{namespace="scaleproof",pod!=""}'
                            resources:
                              overrides:
                                namespace: {resource: namespace}
                            name: {as: http_request_latency_p95_seconds}
                            metricsQuery: 'histogram_quantile(0.95, sum(rate(<<.Series>>{<<.LabelMatchers>>,uri!~"/health.*|/prometheus",status!~"5.."}[10s])) by (le, <<.GroupBy>>)) >= 0 or sum(rate(http_server_requests_seconds_count{<<.LabelMatchers>>,uri!~"/health.*|/prometheus"}[10s])) by (<<.GroupBy>>) == 0'
                        """);
    }

    @Test
    void usesTheClustersAdapterWhereThatIsSaid() {
        var run = Program.with("scaleOn", "requestRate", "metricsAdapter", "present")
                .run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.input("hpa", "spec.metrics.0.type")).isEqualTo("Pods");
        assertThat(run.created()).noneMatch(name -> name.contains("adapter") || name.contains("monitoring"));
    }

    private static Program with(String... keysAndValues) {
        var all = new ArrayList<>(List.of(keysAndValues));
        all.addAll(List.of("monitoring", "install"));
        return Program.with(all.toArray(String[]::new));
    }

    private static Object arguments(Program.Run run) {
        return run.input("prometheus-adapter-deployment", "spec.template.spec.containers.0.args");
    }

    private static Map<String, Object> metric(String name, String average) {
        return Map.of(
                "type",
                "Pods",
                "pods",
                Map.of(
                        "metric",
                        Map.of("name", name),
                        "target",
                        Map.of("type", "AverageValue", "averageValue", average)));
    }
}
