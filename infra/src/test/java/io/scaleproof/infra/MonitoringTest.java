package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitoringTest {
    private static final String CONTAINER = "spec.template.spec.containers.0.";

    @Test
    void isNotThereByDefault() {
        var run = Program.with().run();

        assertThat(run.declared().keySet())
                .noneMatch(name -> name.contains("monitoring") || name.contains("prometheus"));
    }

    @Test
    void isInstalledBesideTheServicesNamespace() {
        var run = Program.with("monitoring", "install", "namespace", "shop").run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.created())
                .contains(
                        "monitoring-namespace",
                        "prometheus-deployment",
                        "prometheus-service",
                        "kube-state-metrics-deployment",
                        "dashboards");
        assertThat(run.input("monitoring-namespace", "metadata.name")).isEqualTo("shop-monitoring");
        assertThat(run.input("monitoring-namespace", "metadata.labels"))
                .asInstanceOf(map(String.class, String.class))
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(run.input("prometheus-deployment", "metadata.namespace")).isEqualTo("shop-monitoring");
        assertThat(run.output("prometheus"))
                .isEqualTo("kubectl --namespace shop-monitoring port-forward service/prometheus 9090");
    }

    /** What it is sent, the autoscaler may go by: nobody sends it anything unless that is asked for. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void prometheusKeepsWhatItIsSentOnlyWhereThatIsAskedFor(boolean asked) {
        var run = Program.with("monitoring", "install", "remoteWriteReceiver", Boolean.toString(asked))
                .run();

        var arguments = assertThat(run.input("prometheus-deployment", CONTAINER + "args"))
                .asInstanceOf(list(String.class));
        if (asked) {
            arguments.contains("--web.enable-remote-write-receiver");
        } else {
            arguments.isNotEmpty().doesNotContain("--web.enable-remote-write-receiver");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus", "kube-state-metrics", "prometheus-adapter"})
    void noProgramIsRootOrWritesWhereItIsNotBounded(String program) {
        var run =
                Program.with("monitoring", "install", "scaleOn", "requestRate").run();

        String deployment = program + "-deployment";
        assertThat(run.input(deployment, CONTAINER + "securityContext"))
                .isEqualTo(Map.of(
                        "runAsUser",
                        65534.0,
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        Map.of("drop", List.of("ALL"))));
        assertThat(run.input(deployment, "spec.template.spec.securityContext.runAsNonRoot"))
                .isEqualTo(true);
        assertThat(run.input(deployment, "spec.template.spec.volumes"))
                .asInstanceOf(list(Map.class))
                .allSatisfy(volume -> assertThat(volume.containsKey("configMap")
                                || ((Map<?, ?>) volume.get("emptyDir")).containsKey("sizeLimit"))
                        .isTrue());
        assertThat(run.input(deployment, CONTAINER + "resources.limits.memory")).isNotNull();
    }

    @Test
    void prometheusMayReadPodsWhereItScrapesThemAndNodesOfTheCluster() {
        var run = Program.with("monitoring", "install").run();

        var pods = List.of(Map.of(
                "apiGroups", List.of(""), "resources", List.of("pods"), "verbs", List.of("get", "list", "watch")));
        assertThat(run.input("prometheus-role", "rules")).isEqualTo(pods);
        assertThat(run.input("prometheus-role", "metadata.namespace")).isEqualTo("scaleproof");
        assertThat(run.input("prometheus-home-role", "rules")).isEqualTo(pods);
        assertThat(run.input("prometheus-cluster-role", "metadata.name")).isEqualTo("scaleproof-monitoring:prometheus");
        assertThat(run.input("prometheus-cluster-role", "rules"))
                .isEqualTo(List.of(
                        Map.of(
                                "apiGroups",
                                List.of(""),
                                "resources",
                                List.of("nodes"),
                                "verbs",
                                List.of("get", "list", "watch")),
                        Map.of(
                                "apiGroups",
                                List.of(""),
                                "resources",
                                List.of("nodes/metrics"),
                                "verbs",
                                List.of("get"))));
    }

    @Test
    void kubeStateMetricsMayFollowTheServicesNamespaceAlone() {
        var run = Program.with("monitoring", "install").run();

        assertThat(run.input("kube-state-metrics-deployment", CONTAINER + "args"))
                .asInstanceOf(list(String.class))
                .contains("--namespaces=scaleproof", "--resources=pods,deployments,horizontalpodautoscalers");
        assertThat(run.input("kube-state-metrics-role", "metadata.namespace")).isEqualTo("scaleproof");
        assertThat(run.declares("kube-state-metrics-cluster-role")).isFalse();
    }

    @Test
    void prometheusVerifiesKubeletsUnlessToldOtherwise() {
        assertThat(configuration(Program.with("monitoring", "install").run()))
                .contains("insecure_skip_verify: false")
                .doesNotContain("@");
        assertThat(configuration(Program.with("monitoring", "install", "metricsServerVerifyKubelets", "false")
                        .run()))
                .contains("insecure_skip_verify: true");
    }

    @Test
    void aChangedConfigurationIsReadByANewPod() {
        String digest = "spec.template.metadata.annotations";
        var one = Program.with("monitoring", "install").run();
        var other = Program.with("monitoring", "install", "namespace", "shop").run();

        assertThat(one.input("prometheus-deployment", digest))
                .isNotNull()
                .isNotEqualTo(other.input("prometheus-deployment", digest));
    }

    @Test
    void tellsTheClustersOperatorWhatToFollow() {
        var run = Program.with("monitoring", "operator", "operatorLabels", "release=prometheus", "namespace", "shop")
                .run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.declared().get("pod-monitor").type())
                .isEqualTo("kubernetes:monitoring.coreos.com/v1:PodMonitor");
        assertThat(run.input("pod-monitor", "kind")).isEqualTo("PodMonitor");
        assertThat(run.input("pod-monitor", "apiVersion")).isEqualTo("monitoring.coreos.com/v1");
        assertThat(run.input("pod-monitor", "metadata.labels"))
                .asInstanceOf(map(String.class, String.class))
                .containsEntry("release", "prometheus");
        assertThat(run.input("pod-monitor", "spec"))
                .isEqualTo(Map.of(
                        "selector",
                        Map.of("matchLabels", Map.of("app.kubernetes.io/name", "scaleproof")),
                        "podMetricsEndpoints",
                        List.of(Map.of(
                                "port", "http", "path", "/prometheus", "interval", "2s", "scrapeTimeout", "2s"))));
        assertThat(run.declared().get("prometheus-rule").type())
                .isEqualTo("kubernetes:monitoring.coreos.com/v1:PrometheusRule");
        assertThat(run.input("prometheus-rule", "spec").toString())
                .contains("ScaleproofFlapping", "namespace=\"shop\"")
                .doesNotContain("namespace=\"scaleproof\"");
        assertThat(run.input("dashboards", "metadata.namespace")).isEqualTo("shop");
        assertThat(run.declares("monitoring-namespace")).isFalse();
    }

    @Test
    void readsTheOperatorsKindsUnderNamesThatSayWhatToDoWithoutThem() {
        var run = Program.with("monitoring", "operator").run();

        assertThat(run.declared()
                        .get("pod-monitors (of the Prometheus Operator; a cluster without it: pulumi config set"
                                + " monitoring install)")
                        .id())
                .contains("podmonitors.monitoring.coreos.com");
        assertThat(run.declared()
                        .get("prometheus-rules (of the Prometheus Operator; a cluster without it: pulumi config set"
                                + " monitoring install)")
                        .id())
                .contains("prometheusrules.monitoring.coreos.com");
    }

    @Test
    void dashboardsHaveTheLabelThatGrafanasSidecarLooksFor() {
        var run = Program.with("monitoring", "install").run();

        assertThat(run.input("dashboards", "metadata.labels"))
                .asInstanceOf(map(String.class, String.class))
                .containsEntry("grafana_dashboard", "1");
        assertThat(run.input("dashboards", "data"))
                .asInstanceOf(map(String.class, String.class))
                .containsOnlyKeys("scaleproof-service.json", "scaleproof-autoscaler.json");
    }

    private static String configuration(Program.Run run) {
        return ((Map<?, ?>) run.input("prometheus-config", "data"))
                .get("prometheus.yml")
                .toString();
    }
}
