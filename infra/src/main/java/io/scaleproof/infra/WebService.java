package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.apps.v1.DeploymentArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentSpecArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentStrategyArgs;
import com.pulumi.kubernetes.apps.v1.inputs.RollingUpdateDeploymentArgs;
import com.pulumi.kubernetes.core.v1.Namespace;
import com.pulumi.kubernetes.core.v1.NamespaceArgs;
import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.kubernetes.core.v1.ServiceArgs;
import com.pulumi.kubernetes.core.v1.enums.ServiceSpecType;
import com.pulumi.kubernetes.core.v1.inputs.ServicePortArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.kubernetes.policy.v1.PodDisruptionBudget;
import com.pulumi.kubernetes.policy.v1.PodDisruptionBudgetArgs;
import com.pulumi.kubernetes.policy.v1.inputs.PodDisruptionBudgetSpecArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import io.scaleproof.infra.config.Settings;
import java.util.Map;

/** The service in the cluster: namespace, Deployment, Service and disruption budget. */
final class WebService extends ComponentResource {
    private static final int PORT = 80;

    private final Settings settings;
    private final Output<String> namespace;
    private final Deployment deployment;
    private final Service service;

    WebService(String name, Settings settings, ServiceImage image, MetricsServerCheck metrics) {
        super("scaleproof:infra:WebService", name);
        this.settings = settings;
        this.namespace = namespace(metrics);
        this.deployment = deployment(new Pod(settings.resources(), image.reference()));
        this.service = service();
        disruptionBudget();
        registerOutputs(Map.of("namespace", namespace, "url", url()));
    }

    Output<String> namespace() {
        return namespace;
    }

    Output<String> deploymentName() {
        return deployment.metadata().applyValue(metadata -> metadata.name().orElseThrow());
    }

    Output<String> serviceName() {
        return service.metadata().applyValue(metadata -> metadata.name().orElseThrow());
    }

    /** Where the service answers, for one who can reach a node. */
    Output<String> url() {
        return Output.format("http://NODE:%s/", settings.nodePort());
    }

    /** Created unless it is {@code default}, which every cluster has. */
    private Output<String> namespace(MetricsServerCheck metrics) {
        Output<String> name = metrics.then(settings.namespace());
        if (settings.namespace().equals("default")) {
            return name;
        }
        var created = new Namespace(
                "namespace",
                NamespaceArgs.builder()
                        .metadata(ObjectMetaArgs.builder()
                                .name(name)
                                .labels(with(Labels.ALL, "pod-security.kubernetes.io/enforce", "restricted"))
                                .build())
                        .build(),
                child());
        return created.metadata().applyValue(metadata -> metadata.name().orElseThrow());
    }

    /** Without {@code replicas}: their number is the autoscaler's, and a declared one would be put back on every update. */
    private Deployment deployment(Pod pod) {
        return new Deployment(
                "deployment",
                DeploymentArgs.builder()
                        .metadata(metadata())
                        .spec(DeploymentSpecArgs.builder()
                                .selector(selector())
                                .strategy(rollout())
                                .progressDeadlineSeconds(120)
                                .revisionHistoryLimit(3)
                                .template(pod.template())
                                .build())
                        .build(),
                child());
    }

    /** A new pod serves before an old one stops. */
    private static DeploymentStrategyArgs rollout() {
        return DeploymentStrategyArgs.builder()
                .type("RollingUpdate")
                .rollingUpdate(RollingUpdateDeploymentArgs.builder()
                        .maxSurge(1)
                        .maxUnavailable(0)
                        .build())
                .build();
    }

    private Service service() {
        return new Service(
                "service",
                ServiceArgs.builder()
                        .metadata(metadata())
                        .spec(ServiceSpecArgs.builder()
                                .type(Output.ofRight(ServiceSpecType.NodePort))
                                .selector(Labels.SELECTOR)
                                .ports(ServicePortArgs.builder()
                                        .name("http")
                                        .port(PORT)
                                        .targetPort("http")
                                        .nodePort(settings.nodePort())
                                        .build())
                                .build())
                        .build(),
                child());
    }

    /** One pod at a time may be evicted: a node can always be drained, even with a single pod. */
    private void disruptionBudget() {
        new PodDisruptionBudget(
                "disruption-budget",
                PodDisruptionBudgetArgs.builder()
                        .metadata(metadata())
                        .spec(PodDisruptionBudgetSpecArgs.builder()
                                .maxUnavailable(1)
                                .selector(selector())
                                .build())
                        .build(),
                child());
    }

    private ObjectMetaArgs metadata() {
        return ObjectMetaArgs.builder()
                .name(Labels.NAME)
                .namespace(namespace)
                .labels(Labels.ALL)
                .build();
    }

    private static LabelSelectorArgs selector() {
        return LabelSelectorArgs.builder().matchLabels(Labels.SELECTOR).build();
    }

    private CustomResourceOptions child() {
        return CustomResourceOptions.builder().parent(this).build();
    }

    private static Map<String, String> with(Map<String, String> labels, String key, String value) {
        var all = new java.util.HashMap<>(labels);
        all.put(key, value);
        return all;
    }
}
