package io.scaleproof.infra.monitoring;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.apiregistration.v1.APIService;
import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.AggregatedApi;
import io.scaleproof.infra.WebService;
import io.scaleproof.infra.config.Settings;
import io.scaleproof.infra.monitoring.Workload.Probe;
import io.scaleproof.infra.monitoring.Workload.Scratch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prometheus Adapter: shows the autoscaler a pod's figures that a Prometheus has. */
final class PrometheusAdapter extends ComponentResource {
    private static final String NAME = "prometheus-adapter";
    private static final String GROUP = "custom.metrics.k8s.io";
    private static final int PORT = 6443;

    private final Deployment deployment;

    PrometheusAdapter(
            Settings settings,
            WebService service,
            MonitoringNamespace home,
            Output<String> prometheusUrl,
            Resource parent) {
        super(
                "scaleproof:infra:PrometheusAdapter",
                NAME,
                ComponentResourceOptions.builder().parent(parent).build());
        var api = api(home);
        var rights = new Rights(NAME, home, this)
                .besideService(service, Rights.may(List.of("list"), "", "pods"))
                .ofAnAggregatedApi();
        this.deployment = new Workload(spec(settings, prometheusUrl), home, rights, this).deployment();
        home.service(NAME, "https", 443, home.childOf(this, api, deployment));
        registerOutputs(Map.of());
    }

    Deployment deployment() {
        return deployment;
    }

    /** First of all, because it is what a second adapter clashes with. */
    private APIService api(MonitoringNamespace home) {
        return new APIService(
                "custom-metrics-api (of this stack; of the cluster: pulumi config set metricsAdapter present)",
                new AggregatedApi(GROUP, NAME).registeredUnverified(home.name(), MonitoringNamespace.labels(NAME)),
                home.childOf(this));
    }

    private static Workload.Spec spec(Settings settings, Output<String> prometheusUrl) {
        return new Workload.Spec(
                NAME,
                settings.metricsAdapter().image(),
                prometheusUrl.applyValue(url -> List.of(
                        "--prometheus-url=" + url,
                        "--config=/etc/prometheus-adapter/config.yaml",
                        // Every query is fresh; only which series there are is asked for once in a while.
                        "--metrics-relist-interval=10s",
                        "--metrics-max-age=1m",
                        "--secure-port=" + PORT,
                        "--cert-dir=/tmp")),
                Map.of("https", PORT),
                new Probe("HTTPS", "https", "/readyz"),
                new Probe("HTTPS", "https", "/livez"),
                Map.of("cpu", "20m", "memory", "64Mi"),
                Map.of("memory", "256Mi"),
                Map.of("config.yaml", AdapterRules.of(settings)),
                Optional.of(new Scratch("/tmp", "16Mi")),
                Map.of(),
                Optional.empty());
    }
}
