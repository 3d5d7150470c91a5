package io.scaleproof.infra.monitoring;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.Labels;
import io.scaleproof.infra.WebService;
import io.scaleproof.infra.config.MetricsAdapter;
import io.scaleproof.infra.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows the service's figures, by the settings {@code monitoring}, {@code scaleOn} and {@code metricsAdapter}. */
public final class Monitoring extends ComponentResource {
    private static final String SCALED_OBJECTS =
            "scaled-objects (of KEDA; a cluster without it: pulumi config set metricsAdapter keda)";

    private final Settings settings;
    private final WebService service;
    private final Optional<MonitoringNamespace> home;
    private final Optional<Prometheus> prometheus;
    private final List<Resource> keda;
    private final CustomMetricsCheck check;
    private final ExternalMetricsCheck kedaCheck;

    /** Whose figures are followed, and how. */
    public record Args(Settings settings, WebService service, ServedMetrics servedMetrics) {}

    /** A question of KEDA's, and the Prometheus that it puts it to. */
    public record KedaQuery(Output<String> serverAddress, String query) {}

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
        this.keda = switch (settings.metricsAdapter().kind()) {
            case PROMETHEUS_ADAPTER, PRESENT -> List.of();
            case KEDA -> new Keda("keda", settings, service, home.orElseThrow(), this).parts();
            case KEDA_PRESENT -> List.of(new CustomKind(SCALED_OBJECTS, "scaledobjects.keda.sh", this));
        };
        this.check = new CustomMetricsCheck(
                "custom-metrics-check",
                settings.namespace(),
                args.servedMetrics(),
                Output.all(running(adapter())),
                settings.metricsAdapter().kind() == MetricsAdapter.Kind.PRESENT,
                this);
        this.kedaCheck =
                new ExternalMetricsCheck("external-metrics-check", settings.namespace(), args.servedMetrics(), this);
        registerOutputs(Map.of());
    }

    /** The name of {@code metric} for the autoscaler, once the cluster is known to show it. */
    public Output<String> served(RequestMetric metric) {
        return check.served(metric);
    }

    /** What a ScaledObject needs for as long as it lives. */
    public List<Resource> keda() {
        return keda;
    }

    /** What KEDA asks for {@code metric}, and whom. */
    public KedaQuery kedaQuery(RequestMetric metric) {
        return new KedaQuery(
                prometheusUrl(),
                RequestQuery.whole(
                        metric,
                        settings.namespace(),
                        settings.autoscaling().requests().windowSeconds()));
    }

    /** KEDA's name of {@code metric}, once KEDA is known to have a figure of it for the ScaledObject. */
    public Output<String> servedByKeda(RequestMetric metric, String external, CustomResource scaledObject) {
        var made = new ArrayList<>(running(Optional.empty()));
        made.add(scaledObject.id());
        return kedaCheck.served(metric, external, Labels.NAME, Output.all(made));
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
        return Optional.of(new PrometheusAdapter(settings, service, home.orElseThrow(), prometheusUrl(), this));
    }

    private Output<String> prometheusUrl() {
        return settings.metricsAdapter()
                .prometheusUrl()
                .map(Output::of)
                .orElseGet(() -> prometheus.orElseThrow().url());
    }

    /** Known once the service and what measures it run. */
    private List<Output<String>> running(Optional<PrometheusAdapter> adapter) {
        var running = new ArrayList<>(List.of(service.deployment().id()));
        prometheus.ifPresent(own -> running.add(own.deployment().id()));
        adapter.ifPresent(own -> running.add(own.deployment().id()));
        return running;
    }
}
