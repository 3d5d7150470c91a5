package io.scaleproof.loadtest.watch;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.scaleproof.loadtest.target.ReadyPods;
import io.scaleproof.loadtest.target.Workload;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How many pods a workload asks for and has.
 *
 * @param wanted by its {@code spec.replicas}
 * @param existing pods that are not being deleted
 * @param ready those of them that are ready
 * @param updated those of them that are of the last revision
 */
record Replicas(int wanted, int existing, int ready, int updated) {
    /** By which the controllers of Kubernetes' own kinds, and Argo's, tell revisions apart. */
    private static final List<String> REVISION =
            List.of("pod-template-hash", "controller-revision-hash", "rollouts-pod-template-hash");

    /** In which a Deployment counts its pods. */
    static final List<String> COUNTS = List.of("replicas", "readyReplicas", "updatedReplicas");

    /**
     * A Deployment's status says it all. A StatefulSet's counts pods that are being deleted, and a custom resource's may
     * count nothing: there the pods themselves are counted.
     *
     * @param pods those that there are
     */
    static Replicas of(Workload workload, GenericKubernetesResource object, Collection<Pod> pods) {
        int wanted = number(object, "spec", "replicas");
        if (workload.isDeployment()) {
            return new Replicas(
                    wanted,
                    number(object, "status", "replicas"),
                    number(object, "status", "readyReplicas"),
                    number(object, "status", "updatedReplicas"));
        }
        List<Pod> staying = pods.stream().filter(ReadyPods::stays).toList();
        Optional<String> last = staying.stream()
                .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                .flatMap(Replicas::revision);
        return new Replicas(
                wanted,
                staying.size(),
                (int) staying.stream().filter(ReadyPods::include).count(),
                (int) staying.stream().filter(pod -> revision(pod).equals(last)).count());
    }

    private static int number(GenericKubernetesResource object, Object... path) {
        return object.<Object>get(path) instanceof Number number ? number.intValue() : 0;
    }

    private static Optional<String> revision(Pod pod) {
        Map<String, String> labels = revisionLabels(pod);
        return REVISION.stream().map(labels::get).filter(Objects::nonNull).findFirst();
    }

    /** The labels of a pod that tell its revision. */
    static Map<String, String> revisionLabels(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels == null
                ? Map.of()
                : labels.entrySet().stream()
                        .filter(label -> REVISION.contains(label.getKey()))
                        .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
