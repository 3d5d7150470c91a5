package io.scaleproof.infra;

import com.pulumi.kubernetes.core.v1.ResourceQuota;
import com.pulumi.kubernetes.core.v1.ResourceQuotaArgs;
import com.pulumi.kubernetes.core.v1.inputs.ResourceQuotaSpecArgs;
import com.pulumi.kubernetes.networking.v1.NetworkPolicy;
import com.pulumi.kubernetes.networking.v1.NetworkPolicyArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyIngressRuleArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyPortArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicySpecArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import io.scaleproof.infra.config.Settings;
import java.util.Map;

/** What keeps the pods within bounds, where it is asked for. */
final class Guardrails extends ComponentResource {
    /** A rollout replaces every pod, and those that stop count until they are gone. */
    private static final int ROLLOUT = 2;

    private final Settings settings;
    private final WebService service;

    /** Whose pods they are, and how they are bounded. */
    record Args(Settings settings, WebService service) {}

    Guardrails(String name, Args args, ComponentResourceOptions options) {
        super("scaleproof:infra:Guardrails", name, options);
        this.settings = args.settings();
        this.service = args.service();
        if (settings.production().networkPolicy()) {
            networkPolicy();
        }
        if (settings.production().resourceQuota()) {
            resourceQuota();
        }
        registerOutputs(Map.of());
    }

    /** Requests to the one port come in; nothing goes out, for the service calls nobody. */
    private void networkPolicy() {
        new NetworkPolicy(
                pulumiResourceName() + "-network-policy",
                NetworkPolicyArgs.builder()
                        .metadata(Labels.metadata(service.namespace()))
                        .spec(NetworkPolicySpecArgs.builder()
                                .podSelector(Labels.pods())
                                .policyTypes("Ingress", "Egress")
                                .ingress(NetworkPolicyIngressRuleArgs.builder()
                                        .ports(NetworkPolicyPortArgs.builder()
                                                .protocol("TCP")
                                                .port("http")
                                                .build())
                                        .build())
                                .build())
                        .build(),
                EarlierNames.keep(service.childOf(this), "network-policy"));
    }

    /** Of what pods request. One on limits would refuse every pod that has none, such as those that send a load. */
    private void resourceQuota() {
        var resources = settings.resources();
        int pods = ROLLOUT * settings.autoscaling().maxReplicas();
        new ResourceQuota(
                pulumiResourceName() + "-resource-quota",
                ResourceQuotaArgs.builder()
                        .metadata(Labels.metadata(service.namespace()))
                        .spec(ResourceQuotaSpecArgs.builder()
                                .hard(Map.of(
                                        "pods", Integer.toString(pods),
                                        "requests.cpu",
                                                resources
                                                        .cpuRequest()
                                                        .times(pods)
                                                        .toString(),
                                        "requests.memory",
                                                resources
                                                        .memoryRequest()
                                                        .times(pods)
                                                        .toString()))
                                .build())
                        .build(),
                EarlierNames.keep(service.childOf(this), "resource-quota"));
    }
}
