package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Objects with what a run's record needs of them: managedFields, environment, probes and volumes are most of an object, and
 * each sight of it would be kept until the run's end. What many have in common is kept once. Not safe for threads: a feed has
 * one of its own.
 */
final class Reduced {
    private static final Set<String> CONDITIONS = Set.of("Ready", "PodScheduled");

    private final Map<Object, Object> shared = new HashMap<>();

    Pod pod(Pod pod) {
        ObjectMeta metadata = identity(pod.getMetadata());
        metadata.setLabels(share(Replicas.revisionLabels(pod)));
        // By setters: a builder copies what it is given.
        Pod kept = new Pod();
        kept.setMetadata(metadata);
        kept.setSpec(pod.getSpec() == null ? null : share(spec(pod.getSpec())));
        kept.setStatus(pod.getStatus() == null ? null : status(pod.getStatus()));
        return kept;
    }

    private static PodSpec spec(PodSpec spec) {
        return new PodSpecBuilder()
                .withNodeName(spec.getNodeName())
                .withHostNetwork(spec.getHostNetwork())
                .withResources(spec.getResources())
                .withOverhead(spec.getOverhead())
                .withContainers(
                        spec.getContainers().stream().map(Reduced::container).toList())
                .withInitContainers(spec.getInitContainers().stream()
                        .map(Reduced::container)
                        .toList())
                .build();
    }

    private static Container container(Container container) {
        return new ContainerBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withResources(container.getResources())
                .withRestartPolicy(container.getRestartPolicy())
                .build();
    }

    private static PodStatus status(PodStatus status) {
        return new PodStatusBuilder()
                .withPhase(status.getPhase())
                .withPodIPs(status.getPodIPs())
                .withConditions(status.getConditions().stream()
                        .filter(condition -> CONDITIONS.contains(condition.getType()))
                        .toList())
                .withContainerStatuses(status.getContainerStatuses().stream()
                        .map(Reduced::containerStatus)
                        .toList())
                .build();
    }

    private static ContainerStatus containerStatus(ContainerStatus status) {
        return new ContainerStatusBuilder()
                .withName(status.getName())
                .withRestartCount(status.getRestartCount())
                .withState(status.getState())
                .build();
    }

    /** Settings and status; what else there is is for others. */
    HorizontalPodAutoscaler hpa(HorizontalPodAutoscaler hpa) {
        hpa.setMetadata(identity(hpa.getMetadata()));
        hpa.setSpec(hpa.getSpec() == null ? null : share(hpa.getSpec()));
        return hpa;
    }

    /** How many pods it asks for and has, and what they are made from. */
    GenericKubernetesResource workload(GenericKubernetesResource object) {
        GenericKubernetesResource reduced = new GenericKubernetesResource();
        reduced.setMetadata(identity(object.getMetadata()));
        Map<String, Object> spec = new HashMap<>();
        Optional.ofNullable(object.<Object>get("spec", "replicas")).ifPresent(count -> spec.put("replicas", count));
        Optional.ofNullable(object.<Object>get("spec", "template", "spec"))
                .ifPresent(template -> spec.put("template", share(Map.of("spec", template))));
        Map<String, Object> status = new HashMap<>();
        for (String count : Replicas.COUNTS) {
            Optional.ofNullable(object.<Object>get("status", count)).ifPresent(value -> status.put(count, value));
        }
        reduced.setAdditionalProperty("spec", spec);
        reduced.setAdditionalProperty("status", status);
        return reduced;
    }

    Event event(Event event) {
        return new EventBuilder()
                .withMetadata(identity(event.getMetadata()))
                .withNewInvolvedObject()
                .withKind(event.getInvolvedObject().getKind())
                .withName(event.getInvolvedObject().getName())
                .endInvolvedObject()
                .withType(event.getType())
                .withReason(event.getReason())
                .withMessage(event.getMessage())
                .withCount(event.getCount())
                .withLastTimestamp(event.getLastTimestamp())
                .withEventTime(event.getEventTime())
                .build();
    }

    private static ObjectMeta identity(ObjectMeta metadata) {
        return new ObjectMetaBuilder()
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withGeneration(metadata.getGeneration())
                .withCreationTimestamp(metadata.getCreationTimestamp())
                .withDeletionTimestamp(metadata.getDeletionTimestamp())
                .withDeletionGracePeriodSeconds(metadata.getDeletionGracePeriodSeconds())
                .build();
    }

    /** The first part that is equal to this one. */
    @SuppressWarnings("unchecked")
    private <P> P share(P part) {
        return (P) shared.computeIfAbsent(part, same -> same);
    }
}
