package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which nodes a pod may come to. Affinities are not looked at. */
final class Placement {
    private Placement() {}

    static boolean allows(Node node, PodSpec pod) {
        Map<String, String> labels =
                Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of());
        return !Boolean.TRUE.equals(node.getSpec().getUnschedulable())
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"))
                && Optional.ofNullable(pod.getNodeSelector()).orElse(Map.of()).entrySet().stream()
                        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())))
                && node.getSpec().getTaints().stream()
                        .filter(taint -> !taint.getEffect().equals("PreferNoSchedule"))
                        .allMatch(taint -> isTolerated(taint, pod.getTolerations()));
    }

    private static boolean isTolerated(Taint taint, List<Toleration> tolerations) {
        return tolerations.stream()
                .anyMatch(toleration -> (toleration.getEffect() == null
                                || toleration.getEffect().isEmpty()
                                || toleration.getEffect().equals(taint.getEffect()))
                        && (toleration.getKey() == null
                                || toleration.getKey().isEmpty()
                                || toleration.getKey().equals(taint.getKey()))
                        && ("Exists".equals(toleration.getOperator())
                                || String.valueOf(taint.getValue()).equals(String.valueOf(toleration.getValue()))));
    }
}
