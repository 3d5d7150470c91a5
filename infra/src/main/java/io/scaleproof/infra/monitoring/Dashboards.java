package io.scaleproof.infra.monitoring;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResourceOptions;
import io.scaleproof.infra.Labels;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Grafana dashboards, where the sidecar of its usual charts looks for them. */
final class Dashboards {
    static final List<String> NAMES = List.of("service", "autoscaler");

    private Dashboards() {}

    /** A dashboard's JSON, which can be imported by hand too. */
    static String json(String name) {
        return Template.text("dashboards/%s.json".formatted(name));
    }

    static void declare(Output<String> namespace, CustomResourceOptions options) {
        new ConfigMap(
                "dashboards",
                ConfigMapArgs.builder()
                        .metadata(ObjectMetaArgs.builder()
                                .name("scaleproof-dashboards")
                                .namespace(namespace)
                                .labels(Labels.with(Map.of("grafana_dashboard", "1")))
                                .build())
                        .data(NAMES.stream()
                                .collect(Collectors.toMap("scaleproof-%s.json"::formatted, Dashboards::json)))
                        .build(),
                options);
    }
}
