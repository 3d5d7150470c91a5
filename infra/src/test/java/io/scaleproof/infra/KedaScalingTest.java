package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KedaScalingTest {
    private static final String SCALED_OBJECT = "keda-autoscaler-scaled-object";
    private static final String API =
            "external-metrics-api (of this stack; of the cluster: pulumi config set metricsAdapter kedaPresent)";
    private static final String WORK = "{namespace=\"scaleproof\",uri!~\"/health.*|/prometheus\"}";
    private static final String IN_FLIGHT = "sum(rate(http_server_requests_seconds_sum" + WORK + "[6s])) by ()";
    private static final String OPERATOR = "keda-operator-";
    private static final String METRICS_API = "keda-operator-metrics-apiserver-";

    @Test
    void aScaledObjectTakesThePlaceOfTheHpaWithinTheSameBounds() {
        var run = keda("minReplicas", "2", "maxReplicas", "7", "scaleUpTolerance", "0.05")
                .run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.declares("hpa")).isFalse();
        assertThat(run.output("hpa")).isEqualTo("keda-hpa-scaleproof");
        assertThat(run.input(SCALED_OBJECT, "apiVersion")).isEqualTo("keda.sh/v1alpha1");
        assertThat(run.input(SCALED_OBJECT, "metadata.name")).isEqualTo("scaleproof");
        assertThat(run.input(SCALED_OBJECT, "metadata.namespace")).isEqualTo("scaleproof");
        assertThat(run.input(SCALED_OBJECT, "spec.scaleTargetRef"))
                .isEqualTo(Map.of("apiVersion", "apps/v1", "kind", "Deployment", "name", "scaleproof"));
        assertThat(run.input(SCALED_OBJECT, "spec.minReplicaCount")).isEqualTo(2.0);
        assertThat(run.input(SCALED_OBJECT, "spec.maxReplicaCount")).isEqualTo(7.0);
        assertThat(run.input(SCALED_OBJECT, "spec.advanced.horizontalPodAutoscalerConfig.behavior"))
                .isEqualTo(Map.of(
                        "scaleUp",
                        Map.of(
                                "stabilizationWindowSeconds",
                                0.0,
                                "selectPolicy",
                                "Max",
                                "tolerance",
                                "0.05",
                                "policies",
                                List.of(Map.of("type", "Pods", "value", 7.0, "periodSeconds", 15.0))),
                        "scaleDown",
                        Map.of(
                                "stabilizationWindowSeconds",
                                60.0,
                                "selectPolicy",
                                "Max",
                                "policies",
                                List.of(Map.of("type", "Percent", "value", 100.0, "periodSeconds", 15.0)))));
    }

    @Test
    void looksAtResourcesAsTheHpaDoes() {
        var run = keda("targetMemoryUtilization", "75").run();

        assertThat(run.input(SCALED_OBJECT, "spec.triggers"))
                .isEqualTo(List.of(
                        Map.of("type", "cpu", "metricType", "Utilization", "metadata", Map.of("value", "50")),
                        Map.of("type", "memory", "metricType", "Utilization", "metadata", Map.of("value", "75"))));
    }

    @Test
    void asksPrometheusForRequests() {
        var run = keda("scaleOn", "requestsInFlight,requestRate,latency", "monitoring", "install")
                .run();

        assertThat(run.input(SCALED_OBJECT, "spec.triggers"))
                .isEqualTo(List.of(
                        prometheus("http_requests_in_flight", "AverageValue", IN_FLIGHT, "0.05"),
                        prometheus(
                                "http_requests_per_second",
                                "AverageValue",
                                "sum(rate(http_server_requests_seconds_count" + WORK + "[6s])) by ()",
                                "2"),
                        prometheus(
                                "http_request_latency_p95_seconds",
                                "Value",
                                "histogram_quantile(0.95, sum(rate(http_server_requests_seconds_bucket"
                                        + WORK.replace("}", ",status!~\"5..\"}") + "[6s])) by (le)) >= 0 or"
                                        + " sum(rate(http_server_requests_seconds_count" + WORK + "[6s])) by () == 0",
                                "0.1")));
    }

    @Test
    void asksForEachFigureByTheNameThatKedaGivesItsTrigger() {
        var asked = new ArrayList<String>();

        keda("scaleOn", "cpu,requestRate", "monitoring", "install", "namespace", "shop")
                .servedMetrics(path -> {
                    asked.add(path);
                    return Optional.empty();
                })
                .run();

        assertThat(asked)
                .containsExactly("/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/s1-prometheus"
                        + "?labelSelector=scaledobject.keda.sh%2Fname%3Dscaleproof");
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPreviewShowsTheScaledObjectAndAsksNothing() {
        var run = keda("monitoring", "install", "scaleOn", "requestRate")
                .servedMetrics(_ -> Optional.of("nothing has it"))
                .preview()
                .run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.declares(SCALED_OBJECT)).isTrue();
    }

    @Test
    void endsTheUpdateWhereKedaHasNoFigure() {
        var run = keda("scaleOn", "requestsInFlight", "monitoring", "install")
                .servedMetrics(_ -> Optional.of("nothing has it"))
                .run();

        assertThat(run.errors()).containsExactly("""
                the cluster's external metrics API shows no s0-prometheus of the ScaledObject scaleproof (nothing has it), so the autoscaler is blind.
                It is what KEDA asks Prometheus for as http_requests_in_flight: the rate of http_server_requests_seconds_sum, which has to be scraped at least twice within requestWindowSeconds.
                What KEDA says: kubectl --namespace scaleproof describe scaledobject scaleproof
                Without it: pulumi config rm scaleOn""");
    }

    @Test
    void bringsKedaThatClashesWithAnyOther() {
        var run = keda().run();

        assertThat(run.input(API, "metadata.name")).isEqualTo("v1beta1.external.metrics.k8s.io");
        assertThat(run.input(API, "spec.versionPriority")).isEqualTo(101.0);
        // The operator adds the certificate, which does not go together with looking away.
        assertThat(run.input(API, "spec.insecureSkipTLSVerify")).isNull();
        assertThat(run.created())
                .filteredOn(name -> name.contains(".keda.sh (of this stack"))
                .hasSize(6);
        assertThat(run.created()).noneMatch(name -> name.contains("webhook") || name.contains("prometheus"));
    }

    @Test
    void kedaMayChangeWhatScalesInTheServicesNamespaceAlone() {
        var run = keda().run();

        assertThat(run.input(OPERATOR + "role", "metadata.namespace")).isEqualTo("scaleproof");
        assertThat(rules(run, OPERATOR + "role"))
                .contains(
                        rule(List.of("get", "update", "patch"), "apps", "deployments/scale"),
                        rule(List.of("get", "list", "watch"), "apps", "deployments"))
                .noneMatch(
                        rule -> rule.toString().contains("*") || rule.toString().contains("secrets"));
        assertThat(rules(run, OPERATOR + "home-role"))
                .containsExactly(rule(List.of("get", "list", "watch", "create", "update"), "", "secrets"));
        assertThat(run.input(OPERATOR + "home-role", "metadata.namespace")).isEqualTo("scaleproof-monitoring");
        assertThat(rules(run, OPERATOR + "cluster-role"))
                .filteredOn(rule -> rule.toString().contains("update"))
                .containsExactly(Map.of(
                        "apiGroups",
                        List.of("apiregistration.k8s.io"),
                        "resources",
                        List.of("apiservices"),
                        "resourceNames",
                        List.of("v1beta1.external.metrics.k8s.io"),
                        "verbs",
                        List.of("update", "patch")));
        assertThat(run.declares(METRICS_API + "role")).isFalse();
        assertThat(run.declares(METRICS_API + "cluster-role")).isFalse();
    }

    @Test
    void neitherProgramIsRootOrWritesToItsImage() {
        var run = keda().run();

        for (String program : List.of(OPERATOR, METRICS_API)) {
            String pod = "spec.template.spec.";
            assertThat(run.input(program + "deployment", pod + "securityContext.runAsNonRoot"))
                    .as(program)
                    .isEqualTo(true);
            assertThat(run.input(program + "deployment", pod + "containers.0.securityContext.readOnlyRootFilesystem"))
                    .as(program)
                    .isEqualTo(true);
            assertThat(run.input(program + "deployment", pod + "containers.0.env"))
                    .as(program)
                    .isEqualTo(List.of(
                            Map.of("name", "POD_NAMESPACE", "value", "scaleproof-monitoring"),
                            Map.of("name", "WATCH_NAMESPACE", "value", "scaleproof")));
        }
    }

    @Test
    void theMetricsApiWaitsForTheCertificatesThatTheOperatorMakes() {
        var run = keda().run();

        assertThat(run.input(OPERATOR + "deployment", "spec.template.spec.volumes.0.secret"))
                .isEqualTo(Map.of("secretName", "kedaorg-certs", "optional", true));
        assertThat(run.input(METRICS_API + "deployment", "spec.template.spec.volumes.0.secret"))
                .isEqualTo(Map.of("secretName", "kedaorg-certs", "optional", false));
        assertThat(run.input(METRICS_API + "deployment", "spec.template.spec.containers.0.args"))
                .asInstanceOf(list(String.class))
                .contains("--metrics-service-grpc-authority=keda-operator.scaleproof-monitoring.svc");
    }

    @Test
    void usesTheClustersKedaWhereThatIsSaid() {
        var run = Program.with(
                        "scaleOn",
                        "requestRate",
                        "metricsAdapter",
                        "kedaPresent",
                        "prometheusUrl",
                        "http://prometheus-operated.monitoring.svc:9090")
                .run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.input(SCALED_OBJECT, "spec.triggers.0.metadata.serverAddress"))
                .isEqualTo("http://prometheus-operated.monitoring.svc:9090");
        assertThat(run.declared()
                        .get("scaled-objects (of KEDA; a cluster without it: pulumi config set metricsAdapter keda)")
                        .id())
                .contains("scaledobjects.keda.sh");
        assertThat(run.created()).noneMatch(name -> name.contains("keda-operator") || name.contains("monitoring"));
    }

    private static Program keda(String... keysAndValues) {
        var all = new ArrayList<>(List.of(keysAndValues));
        all.addAll(List.of("metricsAdapter", "keda"));
        return Program.with(all.toArray(String[]::new));
    }

    private static List<Object> rules(Program.Run run, String role) {
        return List.copyOf((List<?>) run.input(role, "rules"));
    }

    private static Map<String, Object> rule(List<String> verbs, String group, String... resources) {
        return Map.of("apiGroups", List.of(group), "resources", List.of(resources), "verbs", verbs);
    }

    private static Map<String, Object> prometheus(String name, String metricType, String query, String threshold) {
        return Map.of(
                "type",
                "prometheus",
                "name",
                name,
                "metricType",
                metricType,
                "metadata",
                Map.of(
                        "serverAddress",
                        "http://prometheus.scaleproof-monitoring.svc:9090",
                        "query",
                        query,
                        "threshold",
                        threshold,
                        "ignoreNullValues",
                        "false"));
    }
}
