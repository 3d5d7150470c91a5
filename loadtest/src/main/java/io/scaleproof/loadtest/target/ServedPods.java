package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The pods that a Service leads to, and whether they are those that an HPA scales. */
public final class ServedPods {
    private final Cluster cluster;
    private final String namespace;

    public ServedPods(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** Pods that a Service selects and that are there to stay. */
    public List<Pod> of(Service service) {
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
        List<Pod> others = of(service).stream()
                .filter(pod -> !own.contains(pod.getMetadata().getName()))
                // One that came since the target's were listed is owned as they are.
                .filter(pod -> target.pods().stream()
                        .noneMatch(known -> PodOwners.of(known).equals(PodOwners.of(pod))))
                .toList();
        if (!others.isEmpty()) {
            throw new CouldNotRun(
                    "Service %s/%s leads to pods of %s, too, and the HPA scales only %s"
                            .formatted(
                                    namespace,
                                    service.getMetadata().getName(),
                                    PodOwners.words(others),
                                    target.workload().words()),
                    "name a Service that selects only those pods (--service), or send the load to them alone: --port-forward");
        }
    }

    /** That no HPA scales any of what a Service leads to. */
    CouldNotRun unscaled(Service service, String butThereIs) {
        List<Pod> pods = of(service);
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
        String owners = PodOwners.words(pods);
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
}
