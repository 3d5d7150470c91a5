package io.scaleproof.infra.monitoring;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.WebService;
import io.scaleproof.infra.config.Settings;
import io.scaleproof.infra.monitoring.Workload.Probe;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Figures of what the service's namespace holds: its autoscaler, Deployment and pods, and nothing else. */
final class KubeStateMetrics extends ComponentResource {
    private static final String NAME = "kube-state-metrics";

    KubeStateMetrics(Settings settings, WebService service, MonitoringNamespace home, Resource parent) {
        super(
                "scaleproof:infra:KubeStateMetrics",
                NAME,
                ComponentResourceOptions.builder().parent(parent).build());
        var follow = List.of("list", "watch");
        var rights = new Rights(NAME, home, this)
                .besideService(
                        service,
                        Rights.may(follow, "", "pods"),
                        Rights.may(follow, "apps", "deployments"),
                        Rights.may(follow, "autoscaling", "horizontalpodautoscalers"));
        new Workload(spec(settings), home, rights, this);
        registerOutputs(Map.of());
    }

    private static Workload.Spec spec(Settings settings) {
        return new Workload.Spec(
                NAME,
                settings.monitoring().kubeStateMetricsImage(),
                Output.of(List.of(
                        "--resources=pods,deployments,horizontalpodautoscalers",
                        "--namespaces=" + settings.namespace(),
                        "--port=8080",
                        "--telemetry-port=8081")),
                Map.of("http-metrics", 8080, "telemetry", 8081),
                new Probe("HTTP", "telemetry", "/readyz"),
                new Probe("HTTP", "http-metrics", "/livez"),
                Map.of("cpu", "10m", "memory", "32Mi"),
                Map.of("memory", "128Mi"),
                Map.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }
}
