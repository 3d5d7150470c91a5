package io.scaleproof.loadtest.target;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tells whose pods a Service leads to, by the pods themselves, which takes no right to read their owners. */
final class PodOwners {
    private static final String TEMPLATE_HASH = "pod-template-hash";

    private final Cluster cluster;
    private final String namespace;

    PodOwners(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** Pods that a Service selects and that are there to stay. */
    List<Pod> pods(Service service) {
        Map<String, String> selector = service.getSpec().getSelector();
        if (selector == null || selector.isEmpty()) {
            return List.of();
        }
        return cluster
                .ask(client -> client.pods()
                        .inNamespace(namespace)
                        .withLabels(selector)
                        .list()
                        .getItems())
                .stream()
                .filter(ReadyPods::stays)
                .toList();
    }

    /** Load that others serve, too, would be counted as if the target's pods had served all of it. */
    void requireNoOthers(Service service, ScaleTarget target) throws CouldNotRun {
        Set<String> own = new HashSet<>();
        target.pods().forEach(pod -> own.add(pod.getMetadata().getName()));
        List<Pod> others = pods(service).stream()
                .filter(pod -> !own.contains(pod.getMetadata().getName()))
                // One that came since the target's were listed is owned as they are.
                .filter(pod ->
                        target.pods().stream().noneMatch(known -> owner(known).equals(owner(pod))))
                .toList();
        if (!others.isEmpty()) {
            throw new CouldNotRun(
                    "Service %s/%s leads to pods of %s, too, and the HPA scales only %s"
                            .formatted(
                                    namespace,
                                    service.getMetadata().getName(),
                                    words(others),
                                    target.workload().words()),
                    "name a Service that selects only those pods (--service), or send the load to them alone: --port-forward");
        }
    }

    /** That no HPA scales any of what a Service leads to. */
    CouldNotRun unscaled(Service service, String butThereIs) {
        List<Pod> pods = pods(service);
        String name = service.getMetadata().getName();
        if (pods.isEmpty()) {
            return new CouldNotRun(
                    "Service %s in namespace %s selects no pods (%s), and none of what an HPA there scales%s"
                            .formatted(
                                    name,
                                    namespace,
                                    service.getSpec().getSelector() == null
                                            ? "it has no selector"
                                            : service.getSpec().getSelector(),
                                    butThereIs),
                    "kubectl get pods -n %s --show-labels".formatted(namespace));
        }
        String owners = words(pods);
        boolean simple = owners.matches("(Deployment|StatefulSet|ReplicaSet) [^,]+");
        return new CouldNotRun(
                "No HorizontalPodAutoscaler in namespace %s scales %s, which Service %s leads to: there is no autoscaling to prove%s"
                        .formatted(namespace, owners, name, butThereIs),
                "pulumi up --stack minikube, or kubectl autoscale %s -n %s --cpu=50%% --min=1 --max=10"
                        .formatted(simple ? owners.replaceFirst("^.", lowered(owners)) : "KIND NAME", namespace));
    }

    private static String lowered(String words) {
        return words.substring(0, 1).toLowerCase(Locale.ROOT);
    }

    private static String words(Collection<Pod> pods) {
        return pods.stream().map(PodOwners::owner).distinct().sorted().collect(joining(", "));
    }

    /** For instance {@code Deployment web}; the pod itself where nothing owns it. */
    static String owner(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst()
                .map(owner -> owner(owner, pod.getMetadata().getLabels()))
                .orElseGet(() -> "Pod " + pod.getMetadata().getName());
    }

    /** A Deployment's ReplicaSets are called as it is, with a hash behind that their pods have as a label. */
    private static String owner(OwnerReference owner, Map<String, String> labels) {
        String hash = labels == null ? null : labels.get(TEMPLATE_HASH);
        return owner.getKind().equals("ReplicaSet")
                        && hash != null
                        && owner.getName().endsWith("-" + hash)
                ? "Deployment " + owner.getName().substring(0, owner.getName().length() - hash.length() - 1)
                : owner.getKind() + " " + owner.getName();
    }
}
