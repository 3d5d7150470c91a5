package io.scaleproof.loadtest.target;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Tells whose pods are whose, by the pods themselves, which takes no right to read their owners. */
public final class PodOwners {
    /** The label with the hash that a ReplicaSet has behind its maker's name, and what makes such ReplicaSets. */
    private static final Map<String, String> MAKERS =
            Map.of("pod-template-hash", "Deployment", "rollouts-pod-template-hash", "Rollout");

    private PodOwners() {}

    /** For instance {@code Deployment web}; the pod itself where nothing owns it. */
    public static String of(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst()
                .map(owner -> maker(pod, owner).orElseGet(() -> owner.getKind() + " " + owner.getName()))
                .orElseGet(() -> "Pod " + pod.getMetadata().getName());
    }

    private static Optional<String> maker(Pod pod, OwnerReference owner) {
        Map<String, String> labels =
                Optional.ofNullable(pod.getMetadata().getLabels()).orElse(Map.of());
        return MAKERS.entrySet().stream()
                .filter(maker -> owner.getKind().equals("ReplicaSet")
                        && labels.containsKey(maker.getKey())
                        && owner.getName().endsWith("-" + labels.get(maker.getKey())))
                .findFirst()
                .map(maker -> maker.getValue() + " "
                        + owner.getName()
                                .substring(
                                        0,
                                        owner.getName().length()
                                                - labels.get(maker.getKey()).length()
                                                - 1));
    }

    /** Each of these with its owner, for instance {@code web-1 (Deployment web)}. */
    public static String named(Collection<Pod> pods) {
        return pods.stream()
                .map(pod -> "%s (%s)"
                        .formatted(
                                pod.getMetadata().getName(),
                                pod.getMetadata().getOwnerReferences().isEmpty() ? "nobody's" : of(pod)))
                .collect(joining(", "));
    }

    /** The owners of all of these. */
    public static String words(Collection<Pod> pods) {
        return pods.stream().map(PodOwners::of).distinct().sorted().collect(joining(", "));
    }
}
