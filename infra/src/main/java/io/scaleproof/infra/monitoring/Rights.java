package io.scaleproof.infra.monitoring;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.ServiceAccountArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.kubernetes.rbac.v1.ClusterRole;
import com.pulumi.kubernetes.rbac.v1.ClusterRoleArgs;
import com.pulumi.kubernetes.rbac.v1.ClusterRoleBinding;
import com.pulumi.kubernetes.rbac.v1.ClusterRoleBindingArgs;
import com.pulumi.kubernetes.rbac.v1.Role;
import com.pulumi.kubernetes.rbac.v1.RoleArgs;
import com.pulumi.kubernetes.rbac.v1.RoleBinding;
import com.pulumi.kubernetes.rbac.v1.RoleBindingArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.PolicyRuleArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.RoleRefArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.SubjectArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.WebService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A program's account and what it may do: in one namespace where that suffices, in the cluster where it must be so. */
final class Rights extends ComponentResource {
    private static final String RBAC = "rbac.authorization.k8s.io";

    private final String program;
    private final MonitoringNamespace home;
    private final ServiceAccount account;
    private final List<Resource> bindings = new ArrayList<>();

    Rights(String program, MonitoringNamespace home, Resource parent) {
        super(
                "scaleproof:infra:Rights",
                program + "-rights",
                ComponentResourceOptions.builder().parent(parent).build());
        this.program = program;
        this.home = home;
        this.account = new ServiceAccount(
                program + "-account",
                ServiceAccountArgs.builder().metadata(home.metadata(program)).build(),
                home.childOf(this));
        registerOutputs(Map.of());
    }

    static PolicyRuleArgs may(List<String> verbs, String group, String... resources) {
        return PolicyRuleArgs.builder()
                .apiGroups(group)
                .resources(resources)
                .verbs(verbs)
                .build();
    }

    /** In the service's namespace. */
    Rights besideService(WebService service, PolicyRuleArgs... rules) {
        var metadata = ObjectMetaArgs.builder(home.metadata(program))
                .namespace(service.namespace())
                .build();
        return inNamespace("role", metadata, rules, after -> service.childOf(this, after));
    }

    /** In the namespace of the program itself. */
    Rights atHome(PolicyRuleArgs... rules) {
        return inNamespace("home-role", home.metadata(program), rules, after -> home.childOf(this, after));
    }

    private Rights inNamespace(
            String name,
            ObjectMetaArgs metadata,
            PolicyRuleArgs[] rules,
            Function<Resource[], CustomResourceOptions> childAfter) {
        var role = new Role(
                program + "-" + name,
                RoleArgs.builder().metadata(metadata).rules(rules).build(),
                childAfter.apply(new Resource[0]));
        bindings.add(new RoleBinding(
                program + "-" + name + "-binding",
                RoleBindingArgs.builder()
                        .metadata(metadata)
                        .roleRef(ref("Role", program))
                        .subjects(subject())
                        .build(),
                childAfter.apply(new Resource[] {role, account})));
        return this;
    }

    /** In the cluster: for what is in no namespace. */
    Rights inCluster(PolicyRuleArgs... rules) {
        var metadata = home.clusterMetadata(program);
        var role = new ClusterRole(
                program + "-cluster-role",
                ClusterRoleArgs.builder().metadata(metadata).rules(rules).build(),
                home.childOf(this));
        bindings.add(new ClusterRoleBinding(
                program + "-cluster-role-binding",
                ClusterRoleBindingArgs.builder()
                        .metadata(metadata)
                        .roleRef(RoleRefArgs.builder()
                                .apiGroup(RBAC)
                                .kind("ClusterRole")
                                .name(metadata.name().orElseThrow())
                                .build())
                        .subjects(subject())
                        .build(),
                home.childOf(this, role, account)));
        return this;
    }

    /** What every aggregated API server may: ask the cluster's who its callers are and what they may do. */
    Rights ofAnAggregatedApi() {
        bindings.add(new ClusterRoleBinding(
                program + "-auth-delegator",
                ClusterRoleBindingArgs.builder()
                        .metadata(home.clusterMetadata(program, "auth-delegator"))
                        .roleRef(ref("ClusterRole", "system:auth-delegator"))
                        .subjects(subject())
                        .build(),
                home.childOf(this, account)));
        bindings.add(new RoleBinding(
                program + "-auth-reader",
                RoleBindingArgs.builder()
                        .metadata(ObjectMetaArgs.builder(home.clusterMetadata(program, "auth-reader"))
                                .namespace("kube-system")
                                .build())
                        .roleRef(ref("Role", "extension-apiserver-authentication-reader"))
                        .subjects(subject())
                        .build(),
                home.childOf(this, account)));
        return this;
    }

    Output<String> account() {
        return account.metadata().applyValue(metadata -> metadata.name().orElseThrow());
    }

    /** Without them the program starts in vain. */
    Resource[] bindings() {
        return bindings.toArray(Resource[]::new);
    }

    private SubjectArgs subject() {
        return SubjectArgs.builder()
                .kind("ServiceAccount")
                .name(account())
                .namespace(home.name())
                .build();
    }

    private static RoleRefArgs ref(String kind, String name) {
        return RoleRefArgs.builder().apiGroup(RBAC).kind(kind).name(name).build();
    }
}
