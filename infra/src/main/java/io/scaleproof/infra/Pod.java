package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.inputs.CapabilitiesArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.ObjectFieldSelectorArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSecurityContextArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.ResourceRequirementsArgs;
import com.pulumi.kubernetes.core.v1.inputs.SeccompProfileArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecurityContextArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import io.scaleproof.infra.config.Settings.Resources;
import java.util.Map;

/** The pod that the Deployment stamps out. */
record Pod(Resources resources, Output<String> image) {
    private static final int PORT = 8080;
    /** How long the service still answers after SIGTERM while endpoints are withdrawn. */
    private static final int DRAIN_SECONDS = 5;
    /** Above the drain and what requests in flight may take. */
    private static final int GRACE_SECONDS = 30;

    PodTemplateSpecArgs template() {
        return PodTemplateSpecArgs.builder()
                .metadata(ObjectMetaArgs.builder().labels(Labels.ALL).build())
                .spec(spec())
                .build();
    }

    private PodSpecArgs spec() {
        return PodSpecArgs.builder()
                .terminationGracePeriodSeconds(GRACE_SECONDS)
                // The service never talks to the API server.
                .automountServiceAccountToken(false)
                .enableServiceLinks(false)
                .securityContext(PodSecurityContextArgs.builder()
                        .runAsNonRoot(true)
                        .seccompProfile(SeccompProfileArgs.builder()
                                .type("RuntimeDefault")
                                .build())
                        .build())
                .containers(container())
                .build();
    }

    private ContainerArgs container() {
        return ContainerArgs.builder()
                .name(Labels.NAME)
                .image(image)
                .imagePullPolicy("IfNotPresent")
                .ports(ContainerPortArgs.builder()
                        .name("http")
                        .containerPort(PORT)
                        .build())
                .env(podName(), drain())
                .resources(requirements())
                .securityContext(SecurityContextArgs.builder()
                        .allowPrivilegeEscalation(false)
                        .readOnlyRootFilesystem(true)
                        .capabilities(CapabilitiesArgs.builder().drop("ALL").build())
                        .build())
                // A pod serves the moment it can: asked every second until it answers, for a minute at most.
                .startupProbe(
                        probe("startup").periodSeconds(1).failureThreshold(60).build())
                .readinessProbe(
                        probe("readiness").periodSeconds(2).failureThreshold(2).build())
                .livenessProbe(
                        probe("liveness").periodSeconds(10).failureThreshold(3).build())
                .build();
    }

    private static EnvVarArgs podName() {
        return EnvVarArgs.builder()
                .name("POD_NAME")
                .valueFrom(EnvVarSourceArgs.builder()
                        .fieldRef(ObjectFieldSelectorArgs.builder()
                                .fieldPath("metadata.name")
                                .build())
                        .build())
                .build();
    }

    private static EnvVarArgs drain() {
        return EnvVarArgs.builder()
                .name("SCALEPROOF_DRAIN_SECONDS")
                .value(Integer.toString(DRAIN_SECONDS))
                .build();
    }

    private ResourceRequirementsArgs requirements() {
        return ResourceRequirementsArgs.builder()
                .requests(amounts(resources.cpuRequest(), resources.memoryRequest()))
                .limits(amounts(resources.cpuLimit(), resources.memoryLimit()))
                .build();
    }

    private static Map<String, String> amounts(Object cpu, Object memory) {
        return Map.of("cpu", cpu.toString(), "memory", memory.toString());
    }

    private static ProbeArgs.Builder probe(String kind) {
        return ProbeArgs.builder()
                .httpGet(HTTPGetActionArgs.builder()
                        .path("/health/" + kind)
                        .port("http")
                        .build())
                .timeoutSeconds(2);
    }
}
