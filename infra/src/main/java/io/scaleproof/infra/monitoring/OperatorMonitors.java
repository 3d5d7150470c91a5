package io.scaleproof.infra.monitoring;

import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.Labels;
import io.scaleproof.infra.WebService;
import io.scaleproof.infra.config.Settings;
import java.util.List;
import java.util.Map;

/** What the cluster's Prometheus Operator is told of the service. */
final class OperatorMonitors extends ComponentResource {
    private static final String REMEDY =
            "(of the Prometheus Operator; a cluster without it: pulumi config set monitoring install)";

    OperatorMonitors(Settings settings, WebService service, Resource parent) {
        super(
                "scaleproof:infra:OperatorMonitors",
                "operator-monitors",
                ComponentResourceOptions.builder().parent(parent).build());
        var metadata = ObjectMetaArgs.builder(Labels.metadata(service.namespace()))
                .labels(Labels.with(settings.monitoring().operatorLabels()))
                .build();
        var monitors = new CustomKind("pod-monitors " + REMEDY, "podmonitors.monitoring.coreos.com", this);
        new PodMonitor("pod-monitor", metadata, pods(), service.childOf(this, monitors));
        var rules = new CustomKind("prometheus-rules " + REMEDY, "prometheusrules.monitoring.coreos.com", this);
        new PrometheusRule("prometheus-rule", metadata, Rules.spec(settings), service.childOf(this, rules));
        registerOutputs(Map.of());
    }

    private static Map<String, Object> pods() {
        return Map.of(
                "selector",
                Map.of("matchLabels", Labels.SELECTOR),
                "podMetricsEndpoints",
                List.of(Map.of("port", "http", "path", "/prometheus", "interval", "2s", "scrapeTimeout", "2s")));
    }
}
