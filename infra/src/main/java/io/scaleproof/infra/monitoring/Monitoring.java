package io.scaleproof.infra.monitoring;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import io.scaleproof.infra.WebService;
import io.scaleproof.infra.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows the service's figures, by the settings {@code monitoring}, {@code scaleOn} and {@code metricsAdapter}. */
public final class Monitoring extends ComponentResource {
    private final Settings settings;
    private final WebService service;
    private final Optional<MonitoringNamespace> home;
    private final Optional<Prometheus> prometheus;
    private final CustomMetricsCheck check;

    /** Whose figures are followed, and how. */
    public record Args(Settings settings, WebService service, CustomMetrics customMetrics) {}

    public Monitoring(String name, Args args, ComponentResourceOptions options) {
        super("scaleproof:infra:Monitoring", name, options);
        this.settings = args.settings();
        this.service = args.service();
        this.home = settings.bringsMonitoring()
                ? Optional.of(new MonitoringNamespace("monitoring-home", settings.monitoringNamespace(), service, this))
                : Optional.empty();
        this.prometheus = switch (settings.monitoring().mode()) {
            case OFF -> Optional.empty();
            case INSTALL -> Optional.of(install(home.orElseThrow()));
            case OPERATOR -> {
                tellOperator();
                yield Optional.empty();
            }
        };
        this.check = new CustomMetricsCheck(
                "custom-metrics-check",
                settings.namespace(),
                args.customMetrics(),
                Output.all(running(adapter())),
                this);
        registerOutputs(Map.of());
    }

    /** The name of {@code metric} for the autoscaler, once the cluster is known to show it. */
    public Output<String> served(PodMetric metric) {
        return check.served(metric);
    }

    private Prometheus install(MonitoringNamespace room) {
        new KubeStateMetrics(settings, service, room, this);
        Dashboards.declare(room.name(), room.childOf(this));
        return new Prometheus(settings, service, room, this);
    }

    private void tellOperator() {
        new OperatorMonitors(settings, service, this);
        Dashboards.declare(service.namespace(), service.childOf(this));
    }

    private Optional<PrometheusAdapter> adapter() {
        if (!settings.bringsAdapter()) {
            return Optional.empty();
        }
        Output<String> url = settings.metricsAdapter()
                .prometheusUrl()
                .map(Output::of)
                .orElseGet(() -> prometheus.orElseThrow().url());
        return Optional.of(new PrometheusAdapter(settings, service, home.orElseThrow(), url, this));
    }

    /** Known once the service and what measures it run. */
    private List<Output<String>> running(Optional<PrometheusAdapter> adapter) {
        var running = new ArrayList<>(List.of(service.deployment().id()));
        prometheus.ifPresent(own -> running.add(own.deployment().id()));
        adapter.ifPresent(own -> running.add(own.deployment().id()));
        return running;
    }
}
