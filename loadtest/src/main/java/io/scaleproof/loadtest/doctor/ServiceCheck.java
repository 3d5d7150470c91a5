package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.scaleproof.loadtest.target.PodOwners;
import java.util.List;
import java.util.Map;

/** Whether the Service leads to the target's pods, and to no others. */
final class ServiceCheck implements Check {
    @Override
    public String about() {
        return "Service";
    }

    @Override
    public List<Finding> look(Examined seen) {
        return seen.own().isEmpty() ? List.of() : seen.service().findings(service -> look(seen, service));
    }

    private static List<Finding> look(Examined seen, Service found) {
        String service = found.getMetadata().getName();
        Map<String, String> labels = found.getSpec().getSelector();
        String selector = labels == null ? "it has no selector" : labels.toString();
        List<Pod> own = seen.own();
        String get = "kubectl get pods -n %s --show-labels; kubectl edit service %s -n %s"
                .formatted(seen.namespace(), service, seen.namespace());
        List<Pod> others =
                seen.served().stream().filter(pod -> !isOne(pod, own)).toList();
        if (seen.served().size() == others.size()) {
            return List.of(Finding.wrong(
                    "%s (%s) leads to no pod of %s, so that no load comes to them"
                            .formatted(service, selector, seen.target().words()),
                    get));
        }
        return List.of(
                others.isEmpty()
                        ? Finding.ok("%s leads to pods of %s alone"
                                .formatted(service, seen.target().words()))
                        : Finding.warning(
                                "%s (%s) leads to other pods, too, which take load that the HPA does not see: %s"
                                        .formatted(service, selector, PodOwners.named(others)),
                                get));
    }

    private static boolean isOne(Pod pod, List<Pod> pods) {
        return pods.stream()
                .anyMatch(other ->
                        other.getMetadata().getName().equals(pod.getMetadata().getName()));
    }
}
