package io.scaleproof.infra.monitoring;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.apps.v1.DeploymentArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentSpecArgs;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.inputs.ConfigMapVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.ResourceRequirementsArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecretVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecurityContextArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.SecurityContexts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One program in one pod, not as root and with nothing to write to but {@link Scratch}, and its configuration. */
final class Workload extends ComponentResource {
    /** Nobody, as the images of the projects have it. */
    private static final int NOBODY = 65534;

    private final Deployment deployment;

    /**
     * What makes one workload differ from another.
     *
     * @param ports by name
     * @param configuration files by name, in the folder {@code /etc/<name>}
     * @param environment variables by name
     */
    record Spec(
            String name,
            String image,
            Output<List<String>> arguments,
            Map<String, Integer> ports,
            Probe readiness,
            Probe liveness,
            Map<String, String> requests,
            Map<String, String> limits,
            Map<String, String> configuration,
            Optional<Scratch> scratch,
            Map<String, String> environment,
            Optional<SecretFiles> secret) {}

    /** A question that a healthy program answers. */
    record Probe(String scheme, String port, String path) {}

    /** A folder that can be written, emptied with the pod, and bounded. */
    record Scratch(String path, String size) {}

    /**
     * A Secret of the same namespace, as files.
     *
     * @param mayBeMissing whether the program starts without; else its pod waits for the Secret
     */
    record SecretFiles(String secret, String path, boolean mayBeMissing) {}

    Workload(Spec spec, MonitoringNamespace home, Rights rights, Resource parent) {
        this(spec, home, rights, parent, List.of());
    }

    /** @param alsoAfter what the program needs beside its rights and its configuration */
    Workload(Spec spec, MonitoringNamespace home, Rights rights, Resource parent, List<Resource> alsoAfter) {
        super(
                "scaleproof:infra:Workload",
                spec.name() + "-workload",
                ComponentResourceOptions.builder().parent(parent).build());
        var before = new ArrayList<>(List.of(rights.bindings()));
        before.addAll(alsoAfter);
        if (!spec.configuration().isEmpty()) {
            before.add(new ConfigMap(
                    spec.name() + "-config",
                    ConfigMapArgs.builder()
                            .metadata(home.metadata(spec.name()))
                            .data(spec.configuration())
                            .build(),
                    home.childOf(this)));
        }
        this.deployment = new Deployment(
                spec.name() + "-deployment",
                DeploymentArgs.builder()
                        .metadata(home.metadata(spec.name()))
                        .spec(DeploymentSpecArgs.builder()
                                .replicas(1)
                                .revisionHistoryLimit(3)
                                .selector(LabelSelectorArgs.builder()
                                        .matchLabels(MonitoringNamespace.selector(spec.name()))
                                        .build())
                                .template(template(spec, rights))
                                .build())
                        .build(),
                home.childOf(this, before.toArray(Resource[]::new)));
        registerOutputs(Map.of());
    }

    Deployment deployment() {
        return deployment;
    }

    private static PodTemplateSpecArgs template(Spec spec, Rights rights) {
        var metadata = ObjectMetaArgs.builder().labels(MonitoringNamespace.labels(spec.name()));
        if (!spec.configuration().isEmpty()) {
            // A changed configuration is read by a new pod.
            metadata.annotations(Map.of("scaleproof/configuration", digest(spec.configuration())));
        }
        return PodTemplateSpecArgs.builder()
                .metadata(metadata.build())
                .spec(PodSpecArgs.builder()
                        .serviceAccountName(rights.account())
                        .nodeSelector(Map.of("kubernetes.io/os", "linux"))
                        .enableServiceLinks(false)
                        .securityContext(SecurityContexts.pod())
                        .containers(container(spec))
                        .volumes(volumes(spec))
                        .build())
                .build();
    }

    private static ContainerArgs container(Spec spec) {
        var container = ContainerArgs.builder()
                .name(spec.name())
                .image(spec.image())
                .imagePullPolicy("IfNotPresent")
                .args(spec.arguments())
                .ports(new TreeMap<>(spec.ports())
                        .entrySet().stream()
                                .map(port -> ContainerPortArgs.builder()
                                        .name(port.getKey())
                                        .containerPort(port.getValue())
                                        .build())
                                .toList())
                .resources(ResourceRequirementsArgs.builder()
                        .requests(spec.requests())
                        .limits(spec.limits())
                        .build())
                .securityContext(SecurityContextArgs.builder(SecurityContexts.container())
                        .runAsUser(NOBODY)
                        .build())
                .readinessProbe(probe(spec.readiness()).periodSeconds(2).build())
                .livenessProbe(probe(spec.liveness()).initialDelaySeconds(30).build())
                .volumeMounts(mounts(spec));
        if (!spec.environment().isEmpty()) {
            container.env(new TreeMap<>(spec.environment())
                    .entrySet().stream()
                            .map(variable -> EnvVarArgs.builder()
                                    .name(variable.getKey())
                                    .value(variable.getValue())
                                    .build())
                            .toList());
        }
        return container.build();
    }

    private static ProbeArgs.Builder probe(Probe probe) {
        return ProbeArgs.builder()
                .httpGet(HTTPGetActionArgs.builder()
                        .scheme(probe.scheme())
                        .port(probe.port())
                        .path(probe.path())
                        .build())
                .timeoutSeconds(2);
    }

    private static List<VolumeArgs> volumes(Spec spec) {
        var configuration = Optional.of(spec.configuration())
                .filter(files -> !files.isEmpty())
                .map(_ -> VolumeArgs.builder()
                        .name("configuration")
                        .configMap(ConfigMapVolumeSourceArgs.builder()
                                .name(spec.name())
                                .build())
                        .build());
        var scratch = spec.scratch()
                .map(folder -> VolumeArgs.builder()
                        .name("scratch")
                        .emptyDir(EmptyDirVolumeSourceArgs.builder()
                                .sizeLimit(folder.size())
                                .build())
                        .build());
        var secret = spec.secret()
                .map(files -> VolumeArgs.builder()
                        .name("secret")
                        .secret(SecretVolumeSourceArgs.builder()
                                .secretName(files.secret())
                                .optional(files.mayBeMissing())
                                .build())
                        .build());
        return Stream.of(configuration, scratch, secret)
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<VolumeMountArgs> mounts(Spec spec) {
        var configuration = Optional.of(spec.configuration())
                .filter(files -> !files.isEmpty())
                .map(_ -> VolumeMountArgs.builder()
                        .name("configuration")
                        .mountPath("/etc/" + spec.name())
                        .readOnly(true)
                        .build());
        var scratch = spec.scratch()
                .map(folder -> VolumeMountArgs.builder()
                        .name("scratch")
                        .mountPath(folder.path())
                        .build());
        var secret = spec.secret()
                .map(files -> VolumeMountArgs.builder()
                        .name("secret")
                        .mountPath(files.path())
                        .readOnly(true)
                        .build());
        return Stream.of(configuration, scratch, secret)
                .flatMap(Optional::stream)
                .toList();
    }

    private static String digest(Map<String, String> files) {
        try {
            var text = new TreeMap<>(files).toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
