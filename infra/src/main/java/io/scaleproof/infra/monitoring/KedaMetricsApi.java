package io.scaleproof.infra.monitoring;

import com.pulumi.kubernetes.apiregistration.v1.APIService;
import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.AggregatedApi;
import io.scaleproof.infra.config.Settings;
import io.scaleproof.infra.monitoring.Workload.Probe;
import io.scaleproof.infra.monitoring.Workload.SecretFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** KEDA's metrics API: shows the HPA the figures that KEDA's operator has. */
final class KedaMetricsApi extends ComponentResource {
    static final String NAME = "keda-operator-metrics-apiserver";
    private static final AggregatedApi SERVED = new AggregatedApi("external.metrics.k8s.io", NAME);
    static final String API = SERVED.name();
    private static final int PORT = 6443;

    private final Deployment deployment;
    private final Service address;

    KedaMetricsApi(Settings settings, MonitoringNamespace home, KedaOperator operator, Resource parent) {
        super(
                "scaleproof:infra:KedaMetricsApi",
                NAME,
                ComponentResourceOptions.builder().parent(parent).build());
        // It has no figures of its own, and asks the operator.
        var rights = new Rights(NAME, home, this).ofAnAggregatedApi();
        this.deployment = new Workload(spec(settings, operator), home, rights, this).deployment();
        this.address = home.service(NAME, "https", 443, home.childOf(this, deployment));
        registerOutputs(Map.of());
    }

    Deployment deployment() {
        return deployment;
    }

    Service address() {
        return address;
    }

    /** First of all, because it is what a second KEDA clashes with. The operator adds the certificate by which it is known. */
    static APIService registered(MonitoringNamespace home, CustomResourceOptions options) {
        return new APIService(
                "external-metrics-api (of this stack; of the cluster: pulumi config set metricsAdapter kedaPresent)",
                SERVED.registered(home.name(), MonitoringNamespace.labels(NAME)),
                options);
    }

    private static Workload.Spec spec(Settings settings, KedaOperator operator) {
        String certificates = KedaOperator.CERTIFICATES_FOLDER;
        return new Workload.Spec(
                NAME,
                settings.metricsAdapter().kedaMetricsImage(),
                operator.address()
                        .applyValue(address -> List.of(
                                "--metrics-service-address=" + address,
                                // The address is a number, and the certificate is of the name.
                                "--metrics-service-grpc-authority=%s.%s.svc"
                                        .formatted(KedaOperator.NAME, settings.monitoringNamespace()),
                                "--secure-port=" + PORT,
                                "--cert-dir=" + certificates,
                                "--tls-cert-file=%s/tls.crt".formatted(certificates),
                                "--tls-private-key-file=%s/tls.key".formatted(certificates))),
                Map.of("https", PORT),
                new Probe("HTTPS", "https", "/readyz"),
                new Probe("HTTPS", "https", "/livez"),
                Map.of("cpu", "20m", "memory", "64Mi"),
                Map.of("memory", "256Mi"),
                Map.of(),
                Optional.empty(),
                KedaOperator.environment(settings),
                Optional.of(new SecretFiles(KedaOperator.CERTIFICATES, certificates, false)));
    }
}
