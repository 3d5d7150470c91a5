package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.apiregistration.v1.APIService;
import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.apps.v1.DeploymentArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentSpecArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentStrategyArgs;
import com.pulumi.kubernetes.apps.v1.inputs.RollingUpdateDeploymentArgs;
import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.kubernetes.core.v1.ServiceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.ResourceRequirementsArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecurityContextArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServicePortArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.config.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A metrics-server as its project deploys it, for a cluster that has none. */
final class MetricsServer extends ComponentResource {
    static final String NAME = "metrics-server";
    static final String NAMESPACE = "kube-system";
    static final Map<String, String> LABELS = Map.of("k8s-app", NAME);

    private static final String[] EARLIER_API_NAMES = {
        "metrics-server API (conflict? the cluster has one: pulumi config set metricsServer check)",
        "metrics-api (of this stack; of the cluster: pulumi config set metricsServer check)"
    };

    private static final int PORT = 10250;

    private final Metrics settings;

    MetricsServer(String name, Metrics settings, ComponentResourceOptions options) {
        super("scaleproof:infra:MetricsServer", name, options);
        this.settings = settings;
        var api = api();
        var access = new MetricsServerAccess(
                name + "-access",
                api,
                ComponentResourceOptions.builder().parent(this).build());
        service(api);
        deployment(access.serviceAccount(), access.bindings());
        registerOutputs(Map.of("resolutionSeconds", Output.of(settings.resolutionSeconds())));
    }

    /** First of all, because it is what a second metrics-server clashes with. */
    private APIService api() {
        return new APIService(
                pulumiResourceName() + "-api (of this stack; of the cluster: pulumi config set metricsServer check)",
                new AggregatedApi("metrics.k8s.io", NAME).registeredUnverified(Output.of(NAMESPACE), LABELS),
                EarlierNames.keep(CustomResourceOptions.builder().parent(this).build(), EARLIER_API_NAMES));
    }

    private void service(Resource after) {
        new Service(
                pulumiResourceName() + "-service",
                ServiceArgs.builder()
                        .metadata(metadata())
                        .spec(ServiceSpecArgs.builder()
                                .selector(LABELS)
                                .ports(ServicePortArgs.builder()
                                        .name("https")
                                        .port(443)
                                        .targetPort("https")
                                        .appProtocol("https")
                                        .build())
                                .build())
                        .build(),
                child(List.of(after)));
    }

    private void deployment(Output<String> serviceAccount, List<Resource> after) {
        new Deployment(
                pulumiResourceName() + "-deployment",
                DeploymentArgs.builder()
                        .metadata(metadata())
                        .spec(DeploymentSpecArgs.builder()
                                .selector(LabelSelectorArgs.builder()
                                        .matchLabels(LABELS)
                                        .build())
                                .strategy(DeploymentStrategyArgs.builder()
                                        .rollingUpdate(RollingUpdateDeploymentArgs.builder()
                                                .maxUnavailable(0)
                                                .build())
                                        .build())
                                .template(PodTemplateSpecArgs.builder()
                                        .metadata(ObjectMetaArgs.builder()
                                                .labels(LABELS)
                                                .build())
                                        .spec(pod(serviceAccount))
                                        .build())
                                .build())
                        .build(),
                child(after));
    }

    private PodSpecArgs pod(Output<String> serviceAccount) {
        return PodSpecArgs.builder()
                .serviceAccountName(serviceAccount)
                .priorityClassName("system-cluster-critical")
                .nodeSelector(Map.of("kubernetes.io/os", "linux"))
                .securityContext(SecurityContexts.pod())
                .containers(container())
                .volumes(VolumeArgs.builder()
                        .name("tmp")
                        .emptyDir(EmptyDirVolumeSourceArgs.Empty)
                        .build())
                .build();
    }

    private ContainerArgs container() {
        return ContainerArgs.builder()
                .name(NAME)
                .image(settings.image())
                .imagePullPolicy("IfNotPresent")
                .args(arguments())
                .ports(ContainerPortArgs.builder()
                        .name("https")
                        .containerPort(PORT)
                        .build())
                // What its project measured for clusters of up to 100 nodes.
                .resources(ResourceRequirementsArgs.builder()
                        .requests(Map.of("cpu", "100m", "memory", "200Mi"))
                        .build())
                .securityContext(SecurityContextArgs.builder(SecurityContexts.container())
                        .runAsUser(1000)
                        .build())
                // Ready is when it has metrics of every node, so what waits for it waits for those.
                .readinessProbe(probe("/readyz").periodSeconds(2).build())
                .livenessProbe(probe("/livez").initialDelaySeconds(10).build())
                .volumeMounts(
                        VolumeMountArgs.builder().name("tmp").mountPath("/tmp").build())
                .build();
    }

    private List<String> arguments() {
        var arguments = new ArrayList<>(List.of(
                "--cert-dir=/tmp",
                "--secure-port=" + PORT,
                "--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname",
                "--kubelet-use-node-status-port",
                // It insists on being given more time between two measurements than a kubelet has to answer (10 s).
                "--kubelet-request-timeout=" + (settings.resolutionSeconds() - 1) + "s",
                "--metric-resolution=" + settings.resolutionSeconds() + "s"));
        if (!settings.verifyKubelets()) {
            arguments.add("--kubelet-insecure-tls");
        }
        return arguments;
    }

    private static ProbeArgs.Builder probe(String path) {
        return ProbeArgs.builder()
                .httpGet(HTTPGetActionArgs.builder()
                        .path(path)
                        .port("https")
                        .scheme("HTTPS")
                        .build())
                .failureThreshold(3);
    }

    private static ObjectMetaArgs metadata() {
        return ObjectMetaArgs.builder()
                .name(NAME)
                .namespace(NAMESPACE)
                .labels(LABELS)
                .build();
    }

    private CustomResourceOptions child(List<Resource> after) {
        return CustomResourceOptions.builder().parent(this).dependsOn(after).build();
    }
}
