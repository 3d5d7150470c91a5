package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.target.HpaOwner;
import io.scaleproof.loadtest.target.MetricsApi;
import io.scaleproof.loadtest.target.PodOwners;
import io.scaleproof.loadtest.target.ScaleTarget;
import io.scaleproof.loadtest.watch.HpaReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that was read of a target, at one moment.
 *
 * @param at that moment, by the cluster's clock
 * @param service the Service that was given, or the one that leads to what is scaled
 * @param refusal why a run could not begin for want of rights; empty where none is wanting
 * @param metricsApi its answer for the scaled pods, for all of the namespace where nothing is scaled
 * @param autoscalers all HPAs of the namespace
 * @param autoscaler the one that is looked at; empty where none scales what the Service leads to
 * @param scaled what that scales; empty where it does not exist
 * @param served pods that the Service selects, without those that are being deleted or over; empty where it is not seen
 * @param selected pods that the scaled object selects, without those that are being deleted or have failed, which the HPA
 *     leaves out
 */
record Examined(
        String namespace,
        String context,
        Instant at,
        Sight<Service> service,
        Sight<Optional<CouldNotRun>> refusal,
        Sight<MetricsApi> metricsApi,
        List<HorizontalPodAutoscaler> autoscalers,
        Optional<HorizontalPodAutoscaler> autoscaler,
        Optional<ScaleTarget> scaled,
        List<Pod> served,
        List<Pod> selected,
        Sight<List<ResourceQuota>> quotas,
        Sight<List<LimitRange>> limitRanges,
        Sight<Capacity> capacity) {

    /** The cluster's nodes, and the pods on them that have not ended, of all namespaces. */
    record Capacity(List<Node> nodes, List<Pod> pods) {}

    /** The HPA, where there is one. */
    HorizontalPodAutoscaler hpa() {
        return autoscaler.orElseThrow();
    }

    HpaSettings settings() {
        return HpaReader.settings(hpa());
    }

    /** What the HPA scales, where that exists. */
    ScaleTarget target() {
        return scaled.orElseThrow();
    }

    /** Pods of the target; all that it selects where owners do not tell. */
    List<Pod> own() {
        return ownersTell()
                ? selected.stream()
                        .filter(pod -> PodOwners.of(pod).equals(target().words()))
                        .toList()
                : selected;
    }

    /** Whether its pods can be told from others': kinds that somebody has defined may have objects between. */
    boolean ownersTell() {
        return target().workload().isBuiltIn()
                || selected.stream().anyMatch(pod -> PodOwners.of(pod).equals(target().words()));
    }

    /** The youngest of its pods, in which all defaults show; what they are made from where there is none yet. */
    Optional<PodSpec> pod() {
        return own().stream()
                .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                .map(Pod::getSpec)
                .or(() -> target().template().map(PodTemplateSpec::getSpec));
    }

    /** How long ago a moment was that the API wrote. */
    Duration since(String moment) {
        return Duration.between(Instant.parse(moment), at);
    }

    /** Whether a pod may not have been measured yet, because it has just started. */
    boolean isYoung(Pod pod) {
        return since(pod.getMetadata().getCreationTimestamp()).compareTo(Duration.ofMinutes(2)) < 0;
    }

    /** The name of the ScaledObject that KEDA made the HPA from, and changes it back to. */
    Optional<String> scaledObject() {
        return HpaOwner.scaledObject(hpa());
    }

    /** What to type to change the HPA. */
    String edit() {
        return "kubectl edit %s -n %s"
                .formatted(
                        scaledObject()
                                .map(name -> "scaledobject " + name)
                                .orElse("hpa " + hpa().getMetadata().getName()),
                        namespace);
    }

    /** What to type to see what the HPA says. */
    String describe() {
        return "kubectl describe hpa %s -n %s".formatted(hpa().getMetadata().getName(), namespace);
    }
}
