package io.scaleproof.infra.monitoring;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.WebService;
import io.scaleproof.infra.config.Settings;
import java.util.List;
import java.util.Map;

/** KEDA for the service's namespace alone: its kinds, its operator and its metrics API, without its webhooks. */
final class Keda extends ComponentResource {
    private final List<Resource> parts;

    Keda(String name, Settings settings, WebService service, MonitoringNamespace home, Resource parent) {
        super(
                "scaleproof:infra:Keda",
                name,
                ComponentResourceOptions.builder().parent(parent).build());
        var api = KedaMetricsApi.registered(home, home.childOf(this));
        var kinds = new KedaKinds("keda-kinds", home, this);
        var operator = new KedaOperator(settings, service, home, kinds, api, this);
        var metrics = new KedaMetricsApi(settings, home, operator, this);
        this.parts = List.of(operator.deployment(), metrics.deployment(), metrics.address());
        registerOutputs(Map.of());
    }

    /**
     * Needed by a ScaledObject for as long as it lives: KEDA holds one back that is deleted until it has seen to it, and an operator
     * that is gone first never does.
     */
    List<Resource> parts() {
        return parts;
    }
}
