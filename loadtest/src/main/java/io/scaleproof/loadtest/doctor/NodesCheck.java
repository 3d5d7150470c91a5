package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.scaleproof.loadtest.target.PodAmounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the nodes that are there have room for maxReplicas. No more than a warning: many clusters make nodes when they are needed. */
final class NodesCheck implements Check {
    @Override
    public String about() {
        return "nodes";
    }

    @Override
    public List<Finding> look(Examined seen) {
        if (seen.pod().isEmpty()) {
            return List.of();
        }
        return seen.capacity().findings(capacity -> {
            int max = seen.settings().maxReplicas();
            int room = seen.own().size()
                    + capacity.nodes().stream()
                            .filter(node -> Placement.allows(node, seen.pod().get()))
                            .mapToInt(node -> room(
                                    node, on(node, capacity.pods()), seen.pod().get(), max))
                            .sum();
            return List.of(
                    room >= max
                            ? Finding.ok("room for all %d pods by their requests".formatted(max))
                            : Finding.warning(
                                    "room for %d of %d pods by their requests; more takes new nodes"
                                            .formatted(room, max),
                                    "kubectl describe nodes; a cluster autoscaler, smaller requests, or a lower maxReplicas"));
        });
    }

    private static List<Pod> on(Node node, List<Pod> pods) {
        return pods.stream()
                .filter(pod -> node.getMetadata().getName().equals(pod.getSpec().getNodeName()))
                .toList();
    }

    /** How many pods more, {@code atMost}. */
    private static int room(Node node, List<Pod> there, PodSpec pod, int atMost) {
        return node.getStatus().getAllocatable().entrySet().stream()
                .mapToInt(allocatable -> room(allocatable, there, pod, atMost))
                .min()
                .orElse(0);
    }

    private static int room(Map.Entry<String, Quantity> allocatable, List<Pod> there, PodSpec pod, int atMost) {
        String resource = allocatable.getKey();
        Optional<BigDecimal> each = amount(pod, resource).filter(amount -> amount.signum() > 0);
        if (each.isEmpty()) {
            return atMost;
        }
        BigDecimal taken = there.stream()
                .flatMap(other -> amount(other.getSpec(), resource).stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return allocatable
                .getValue()
                .getNumericalAmount()
                .subtract(taken)
                .max(BigDecimal.ZERO)
                .divide(each.get(), 0, RoundingMode.FLOOR)
                .min(BigDecimal.valueOf(atMost))
                .intValue();
    }

    private static Optional<BigDecimal> amount(PodSpec pod, String resource) {
        return resource.equals("pods") ? Optional.of(BigDecimal.ONE) : PodAmounts.REQUESTS.of(pod, resource);
    }
}
