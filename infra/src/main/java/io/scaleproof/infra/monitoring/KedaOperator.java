package io.scaleproof.infra.monitoring;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.kubernetes.rbac.v1.inputs.PolicyRuleArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.WebService;
import io.scaleproof.infra.config.Settings;
import io.scaleproof.infra.monitoring.Workload.Probe;
import io.scaleproof.infra.monitoring.Workload.SecretFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** KEDA's operator: makes an HPA from each ScaledObject of one namespace, and has the figures that it asks for. */
final class KedaOperator extends ComponentResource {
    static final String NAME = "keda-operator";
    /** Of the certificates that it makes and renews, for itself and for the metrics API. */
    static final String CERTIFICATES = "kedaorg-certs";

    static final String CERTIFICATES_FOLDER = "/certs";
    static final int PORT = 9666;

    private static final List<String> FOLLOW = List.of("get", "list", "watch");
    private static final List<String> CHANGE = List.of("get", "list", "watch", "update", "patch");

    private final Deployment deployment;
    private final Service service;

    KedaOperator(
            Settings settings,
            WebService service,
            MonitoringNamespace home,
            KedaKinds kinds,
            Resource metricsApi,
            Resource parent) {
        super(
                "scaleproof:infra:KedaOperator",
                NAME,
                ComponentResourceOptions.builder().parent(parent).build());
        var rights = new Rights(NAME, home, this)
                .besideService(service, besideService())
                .atHome(certificates())
                .inCluster(inCluster());
        this.service = home.service(NAME, "metrics", PORT, home.childOf(this));
        var before = new ArrayList<>(kinds.definitions());
        before.add(metricsApi);
        this.deployment = new Workload(spec(settings), home, rights, this, before).deployment();
        registerOutputs(Map.of());
    }

    Deployment deployment() {
        return deployment;
    }

    /** Where the metrics API finds it, by address: the stand-in has no DNS. Known once it runs. */
    Output<String> address() {
        return deployment
                .id()
                .apply(_ -> service.spec())
                .applyValue(known -> known.clusterIP().orElse(NAME) + ":" + PORT);
    }

    /** Objects of its own kinds, the HPAs that it makes, and the size of what they scale. */
    private static PolicyRuleArgs[] besideService() {
        return new PolicyRuleArgs[] {
            Rights.may(
                    CHANGE,
                    "keda.sh",
                    "scaledobjects",
                    "scaledobjects/finalizers",
                    "scaledobjects/status",
                    "scaledjobs",
                    "triggerauthentications"),
            Rights.may(FOLLOW, "eventing.keda.sh", "cloudeventsources"),
            Rights.may(
                    List.of("get", "list", "watch", "create", "update", "patch", "delete"),
                    "autoscaling",
                    "horizontalpodautoscalers"),
            Rights.may(FOLLOW, "apps", "deployments"),
            Rights.may(List.of("get", "update", "patch"), "apps", "deployments/scale"),
            Rights.may(FOLLOW, "batch", "jobs"),
            Rights.may(List.of("create", "patch"), "events.k8s.io", "events")
        };
    }

    private static PolicyRuleArgs certificates() {
        return Rights.may(List.of("get", "list", "watch", "create", "update"), "", "secrets");
    }

    /** What is in no namespace; of APIs, it tells its own's which certificates it has. */
    private static PolicyRuleArgs[] inCluster() {
        return new PolicyRuleArgs[] {
            Rights.may(FOLLOW, "keda.sh", "clustertriggerauthentications"),
            Rights.may(FOLLOW, "eventing.keda.sh", "clustercloudeventsources"),
            Rights.may(FOLLOW, "apiregistration.k8s.io", "apiservices"),
            PolicyRuleArgs.builder()
                    .apiGroups("apiregistration.k8s.io")
                    .resources("apiservices")
                    .resourceNames(KedaMetricsApi.API)
                    .verbs("update", "patch")
                    .build()
        };
    }

    private static Workload.Spec spec(Settings settings) {
        return new Workload.Spec(
                NAME,
                settings.metricsAdapter().kedaImage(),
                Output.of(List.of(
                        "--enable-cert-rotation=true",
                        // There are none: the API server need not ask anybody whether a ScaledObject is right.
                        "--enable-webhook-patching=false",
                        "--cert-dir=" + CERTIFICATES_FOLDER,
                        "--cert-secret-name=" + CERTIFICATES,
                        "--operator-service-name=" + NAME,
                        "--metrics-server-service-name=" + KedaMetricsApi.NAME,
                        "--enable-prometheus-metrics=false",
                        "--zap-log-level=info")),
                Map.of("metrics", PORT, "health", 8081),
                new Probe("HTTP", "health", "/readyz"),
                new Probe("HTTP", "health", "/healthz"),
                Map.of("cpu", "50m", "memory", "128Mi"),
                Map.of("memory", "512Mi"),
                Map.of(),
                Optional.empty(),
                environment(settings),
                Optional.of(new SecretFiles(CERTIFICATES, CERTIFICATES_FOLDER, true)));
    }

    /** What both of KEDA's programs are told: whom they serve, and where they are. */
    static Map<String, String> environment(Settings settings) {
        return Map.of("WATCH_NAMESPACE", settings.namespace(), "POD_NAMESPACE", settings.monitoringNamespace());
    }
}
