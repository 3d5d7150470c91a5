package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.apps.v1.DeploymentArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentSpecArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentStrategyArgs;
import com.pulumi.kubernetes.apps.v1.inputs.RollingUpdateDeploymentArgs;
import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.kubernetes.core.v1.ServiceArgs;
import com.pulumi.kubernetes.core.v1.enums.ServiceSpecType;
import com.pulumi.kubernetes.core.v1.inputs.ServicePortArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceSpecArgs;
import com.pulumi.kubernetes.policy.v1.PodDisruptionBudget;
import com.pulumi.kubernetes.policy.v1.PodDisruptionBudgetArgs;
import com.pulumi.kubernetes.policy.v1.inputs.PodDisruptionBudgetSpecArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.config.Access.ServiceType;
import io.scaleproof.infra.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The service in the cluster: namespace, Deployment, Service, and what protects them. */
public final class WebService extends ComponentResource {
    /** What this program calls its own. */
    static final String FIRST = "web-service";

    static final int PORT = 80;

    /** A pod starts within seconds; one that has not started after this has a reason. */
    private static final int PROGRESS_DEADLINE_SECONDS = 120;

    private final Settings settings;
    private final Output<String> namespace;
    private final List<Resource> before;
    private final Deployment deployment;
    private final Service service;

    /**
     * What differs from one service to another. Two of a cluster have namespaces of their own, since what is in them has
     * names that do not differ ({@link Labels#NAME}).
     */
    record Args(Settings settings, ServiceImage image, ClusterMetrics metrics) {}

    WebService(String name, Args args, ComponentResourceOptions options) {
        super("scaleproof:infra:WebService", name, options);
        this.settings = args.settings();
        this.namespace = args.metrics().then(settings.namespace());
        this.before = new ArrayList<>(args.metrics().resources());
        if (settings.ownsNamespace()) {
            before.add(ServiceNamespace.created(name, namespace, childOf(this)));
        } else if (!settings.namespace().equals("default")) {
            before.add(ServiceNamespace.existing(name, namespace, childOf(this)));
        }
        new Guardrails(
                name + "-guardrails",
                new Guardrails.Args(settings, this),
                EarlierNames.keep(
                        ComponentResourceOptions.builder().parent(this).build(), "guardrails"));
        this.deployment = createDeployment(new Pod(settings, args.image()));
        this.service = createService();
        createDisruptionBudget();
        registerOutputs(Map.of("namespace", namespace));
    }

    public Output<String> namespace() {
        return namespace;
    }

    public Deployment deployment() {
        return deployment;
    }

    Service service() {
        return service;
    }

    /** For an object in the service's namespace. */
    public CustomResourceOptions childOf(Resource parent, Resource... alsoAfter) {
        return CustomResourceOptions.builder()
                .parent(parent)
                .dependsOn(Stream.concat(before.stream(), Stream.of(alsoAfter)).toList())
                .build();
    }

    /** Without {@code replicas}: their number is the autoscaler's, and a declared one would be put back on every update. */
    private Deployment createDeployment(Pod pod) {
        return new Deployment(
                pulumiResourceName() + "-deployment",
                DeploymentArgs.builder()
                        .metadata(Labels.metadata(namespace))
                        .spec(DeploymentSpecArgs.builder()
                                .selector(Labels.pods())
                                .strategy(rollout())
                                .progressDeadlineSeconds(PROGRESS_DEADLINE_SECONDS)
                                .revisionHistoryLimit(3)
                                .template(pod.template())
                                .build())
                        .build(),
                EarlierNames.keep(childOf(this), "deployment"));
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

    /** After the Deployment, so that one that fails is not followed by a wait for endpoints in vain. */
    private Service createService() {
        return new Service(
                pulumiResourceName() + "-service",
                ServiceArgs.builder()
                        .metadata(Labels.metadata(namespace))
                        .spec(ServiceSpecArgs.builder()
                                .type(Output.ofRight(ServiceSpecType.valueOf(
                                        settings.access().type().name())))
                                .selector(Labels.SELECTOR)
                                .ports(port())
                                .build())
                        .build(),
                EarlierNames.keep(childOf(this, deployment), "service"));
    }

    private ServicePortArgs port() {
        var port = ServicePortArgs.builder().name("http").port(PORT).targetPort("http");
        if (settings.access().type() == ServiceType.NodePort) {
            port.nodePort(settings.access().nodePort());
        }
        return port.build();
    }

    /** One pod at a time may be evicted: a node can always be drained, even when there is a single pod. */
    private void createDisruptionBudget() {
        new PodDisruptionBudget(
                pulumiResourceName() + "-disruption-budget",
                PodDisruptionBudgetArgs.builder()
                        .metadata(Labels.metadata(namespace))
                        .spec(PodDisruptionBudgetSpecArgs.builder()
                                .maxUnavailable(1)
                                .selector(Labels.pods())
                                // A pod that is broken anyway must not hold a node back.
                                .unhealthyPodEvictionPolicy("AlwaysAllow")
                                .build())
                        .build(),
                EarlierNames.keep(childOf(this), "disruption-budget"));
    }
}
