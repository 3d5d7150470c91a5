package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.ServiceAccountArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.kubernetes.rbac.v1.ClusterRole;
import com.pulumi.kubernetes.rbac.v1.ClusterRoleArgs;
import com.pulumi.kubernetes.rbac.v1.ClusterRoleBinding;
import com.pulumi.kubernetes.rbac.v1.ClusterRoleBindingArgs;
import com.pulumi.kubernetes.rbac.v1.RoleBinding;
import com.pulumi.kubernetes.rbac.v1.RoleBindingArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.PolicyRuleArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.RoleRefArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.SubjectArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.List;
import java.util.Map;

/** What a metrics-server may do: read nodes' and pods' figures and nothing else, and ask who its callers are. */
final class MetricsServerAccess extends ComponentResource {
    private static final String RBAC = "rbac.authorization.k8s.io";

    private final Resource after;
    private final ServiceAccount account;
    private final List<Resource> bindings;

    /** @param after what comes first, since it is what a second metrics-server clashes with */
    MetricsServerAccess(String name, Resource after, ComponentResourceOptions options) {
        super("scaleproof:infra:MetricsServerAccess", name, options);
        this.after = after;
        this.account = new ServiceAccount(
                pulumiResourceName() + "-account",
                ServiceAccountArgs.builder()
                        .metadata(metadata(MetricsServer.NAME)
                                .namespace(MetricsServer.NAMESPACE)
                                .build())
                        .build(),
                EarlierNames.keep(child(after), "metrics-server-account"));
        readersForPeople();
        this.bindings = List.of(readFigures(), askWhoCalls(), readCallersCertificates());
        registerOutputs(Map.of("serviceAccount", serviceAccount()));
    }

    Output<String> serviceAccount() {
        return account.metadata().applyValue(metadata -> metadata.name().orElseThrow());
    }

    /** Without them it starts in vain. */
    List<Resource> bindings() {
        return bindings;
    }

    /** Who may view a namespace may {@code kubectl top pods} there. */
    private void readersForPeople() {
        var labels = Map.of(
                "k8s-app",
                MetricsServer.NAME,
                RBAC + "/aggregate-to-view",
                "true",
                RBAC + "/aggregate-to-edit",
                "true",
                RBAC + "/aggregate-to-admin",
                "true");
        new ClusterRole(
                pulumiResourceName() + "-readers",
                ClusterRoleArgs.builder()
                        .metadata(metadata("system:aggregated-metrics-reader")
                                .labels(labels)
                                .build())
                        .rules(rule("metrics.k8s.io", List.of("pods", "nodes"), List.of("get", "list", "watch")))
                        .build(),
                EarlierNames.keep(child(after), "metrics-readers"));
    }

    private Resource readFigures() {
        var role = new ClusterRole(
                pulumiResourceName() + "-role",
                ClusterRoleArgs.builder()
                        .metadata(metadata("system:metrics-server").build())
                        .rules(
                                rule("", List.of("nodes/metrics"), List.of("get")),
                                rule("", List.of("pods", "nodes"), List.of("get", "list", "watch")))
                        .build(),
                EarlierNames.keep(child(after), "metrics-server-role"));
        return bindClusterRole("role-binding", "system:metrics-server", "system:metrics-server", role);
    }

    private Resource askWhoCalls() {
        return bindClusterRole(
                "auth-delegator", "metrics-server:system:auth-delegator", "system:auth-delegator", after);
    }

    private Resource readCallersCertificates() {
        return new RoleBinding(
                pulumiResourceName() + "-auth-reader",
                RoleBindingArgs.builder()
                        .metadata(metadata("metrics-server-auth-reader")
                                .namespace(MetricsServer.NAMESPACE)
                                .build())
                        .roleRef(role("Role", "extension-apiserver-authentication-reader"))
                        .subjects(subject())
                        .build(),
                EarlierNames.keep(child(after), "metrics-server-auth-reader"));
    }

    private Resource bindClusterRole(String name, String binding, String role, Resource roleResource) {
        return new ClusterRoleBinding(
                pulumiResourceName() + "-" + name,
                ClusterRoleBindingArgs.builder()
                        .metadata(metadata(binding).build())
                        .roleRef(role("ClusterRole", role))
                        .subjects(subject())
                        .build(),
                EarlierNames.keep(child(roleResource), "metrics-server-" + name));
    }

    private SubjectArgs subject() {
        return SubjectArgs.builder()
                .kind("ServiceAccount")
                .name(serviceAccount())
                .namespace(MetricsServer.NAMESPACE)
                .build();
    }

    private static RoleRefArgs role(String kind, String name) {
        return RoleRefArgs.builder().apiGroup(RBAC).kind(kind).name(name).build();
    }

    private static PolicyRuleArgs rule(String group, List<String> resources, List<String> verbs) {
        return PolicyRuleArgs.builder()
                .apiGroups(group)
                .resources(resources)
                .verbs(verbs)
                .build();
    }

    private static ObjectMetaArgs.Builder metadata(String name) {
        return ObjectMetaArgs.builder().name(name).labels(MetricsServer.LABELS);
    }

    private CustomResourceOptions child(Resource first) {
        return CustomResourceOptions.builder().parent(this).dependsOn(first).build();
    }
}
