package io.scaleproof.infra;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.LocalObjectReferenceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ObjectFieldSelectorArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.ResourceRequirementsArgs;
import com.pulumi.kubernetes.core.v1.inputs.TopologySpreadConstraintArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import io.scaleproof.infra.config.Production.Spread;
import io.scaleproof.infra.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The pod that the Deployment stamps out. */
record Pod(Settings settings, ServiceImage image) {
    private static final int PORT = 8080;
    /** What requests in flight may still take after the drain (15 s), and some time to end. */
    private static final int FINISH_SECONDS = 20;

    private static final int LEAST_GRACE_SECONDS = 30;

    PodTemplateSpecArgs template() {
        return PodTemplateSpecArgs.builder()
                .metadata(ObjectMetaArgs.builder().labels(Labels.ALL).build())
                .spec(spec())
                .build();
    }

    private PodSpecArgs spec() {
        var spec = PodSpecArgs.builder()
                .terminationGracePeriodSeconds(Math.max(LEAST_GRACE_SECONDS, settings.drainSeconds() + FINISH_SECONDS))
                // The service never talks to the API server, nor reads the addresses of its neighbours.
                .automountServiceAccountToken(false)
                .enableServiceLinks(false)
                .securityContext(SecurityContexts.pod())
                .containers(container());
        settings.delivery()
                .pullSecret()
                .ifPresent(secret -> spec.imagePullSecrets(
                        LocalObjectReferenceArgs.builder().name(secret).build()));
        if (settings.production().spread() != Spread.OFF) {
            spec.topologySpreadConstraints(spread());
        }
        return spec.build();
    }

    private List<TopologySpreadConstraintArgs> spread() {
        return settings.production().spread().topologyKeys().stream()
                .map(key -> TopologySpreadConstraintArgs.builder()
                        .topologyKey(key)
                        .maxSkew(1)
                        // Uneven is better than not at all: an autoscaler adds pods because they are needed now.
                        .whenUnsatisfiable("ScheduleAnyway")
                        .labelSelector(Labels.pods())
                        // A rollout's new pods are spread among themselves: the old ones go.
                        .matchLabelKeys("pod-template-hash")
                        .build())
                .toList();
    }

    private ContainerArgs container() {
        return ContainerArgs.builder()
                .name(Labels.NAME)
                .image(image.reference())
                .imagePullPolicy(image.pullPolicy())
                .ports(ContainerPortArgs.builder()
                        .name("http")
                        .containerPort(PORT)
                        .build())
                .env(environment())
                .resources(requirements())
                .securityContext(SecurityContexts.container())
                // No startup probe: a kubelet asks for readiness only after it and then after its next look at the
                // container, up to a second later. Without one, it asks when the container runs, and the image has its
                // port open by then.
                // Once it is ready, every question costs what the autoscaler counts: some 10 ms where a JVM is seldom
                // asked.
                .readinessProbe(probe("readiness")
                        .periodSeconds(5)
                        .timeoutSeconds(5)
                        .failureThreshold(2)
                        .build())
                // A slow start has a minute.
                .livenessProbe(probe("liveness")
                        .initialDelaySeconds(30)
                        .periodSeconds(10)
                        .failureThreshold(3)
                        .build())
                .build();
    }

    private List<EnvVarArgs> environment() {
        var own = settings.serviceEnvironment().entrySet().stream()
                .map(variable -> EnvVarArgs.builder()
                        .name(variable.getKey())
                        .value(variable.getValue())
                        .build());
        return Stream.concat(Stream.of(podName(), drain()), own).toList();
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

    private EnvVarArgs drain() {
        return EnvVarArgs.builder()
                .name("SCALEPROOF_DRAIN_SECONDS")
                .value(Integer.toString(settings.drainSeconds()))
                .build();
    }

    private ResourceRequirementsArgs requirements() {
        var resources = settings.resources();
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
