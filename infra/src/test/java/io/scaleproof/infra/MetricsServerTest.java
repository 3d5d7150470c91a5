package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private static final String API =
            "metrics-server-api (of this stack; of the cluster: pulumi config set metricsServer check)";
    private static final String ARGUMENTS = "spec.template.spec.containers.0.args";

    @Test
    void bringsEverythingAMetricsServerNeeds() {
        var run = Program.with("metricsServer", "install").run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.created())
                .contains(
                        API,
                        "metrics-server-access-account",
                        "metrics-server-access-auth-delegator",
                        "metrics-server-access-auth-reader",
                        "metrics-server-access-readers",
                        "metrics-server-access-role",
                        "metrics-server-access-role-binding",
                        "metrics-server-deployment",
                        "metrics-server-service");
    }

    @Test
    void claimsTheApiWithValuesThatClashWithAnyOtherInstallation() {
        var run = Program.with("metricsServer", "install").run();

        assertThat(run.input(API, "metadata.name")).isEqualTo("v1beta1.metrics.k8s.io");
        assertThat(run.input(API, "spec.versionPriority")).isEqualTo(101.0);
        assertThat(run.input(API, "spec.groupPriorityMinimum")).isEqualTo(101.0);
    }

    @Test
    void mayOnlyReadFigures() {
        var run = Program.with("metricsServer", "install").run();

        assertThat(run.input("metrics-server-role", "rules"))
                .isEqualTo(List.of(
                        Map.of(
                                "apiGroups",
                                List.of(""),
                                "resources",
                                List.of("nodes/metrics"),
                                "verbs",
                                List.of("get")),
                        Map.of(
                                "apiGroups",
                                List.of(""),
                                "resources",
                                List.of("pods", "nodes"),
                                "verbs",
                                List.of("get", "list", "watch"))));
    }

    @Test
    void measuresAsOftenAsConfigured() {
        var run = Program.with("metricsServer", "install", "metricsServerResolutionSeconds", "10")
                .run();

        assertThat(run.input("metrics-server-deployment", ARGUMENTS))
                .asInstanceOf(list(String.class))
                .contains("--metric-resolution=10s", "--kubelet-request-timeout=9s");
    }

    @Test
    void verifiesKubeletsUnlessToldOtherwise() {
        var strict = Program.with("metricsServer", "install").run();
        var lenient = Program.with("metricsServer", "install", "metricsServerVerifyKubelets", "false")
                .run();

        assertThat(strict.input("metrics-server-deployment", ARGUMENTS))
                .asInstanceOf(list(String.class))
                .doesNotContain("--kubelet-insecure-tls");
        assertThat(lenient.input("metrics-server-deployment", ARGUMENTS))
                .asInstanceOf(list(String.class))
                .contains("--kubelet-insecure-tls");
    }

    @Test
    void usesTheConfiguredImage() {
        var run = Program.with("metricsServer", "install", "metricsServerImage", "registry.example/metrics-server:v1")
                .run();

        assertThat(run.input("metrics-server-deployment", "spec.template.spec.containers.0.image"))
                .isEqualTo("registry.example/metrics-server:v1");
    }

    @Test
    void isNotBroughtByDefault() {
        assertThat(Program.with().run().declares("metrics-server-deployment")).isFalse();
    }
}
