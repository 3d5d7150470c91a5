package io.scaleproof.loadtest.doctor;

import io.scaleproof.loadtest.target.ScaleTargetRefs;
import java.util.List;

/** Whether another HPA scales the same object: the controller refuses both, and in older Kubernetes it scales back and forth. */
final class OneAutoscalerCheck implements Check {
    @Override
    public String about() {
        return "other HPAs";
    }

    @Override
    public List<Finding> look(Examined seen) {
        List<String> others = seen.autoscalers().stream()
                .filter(other -> ScaleTargetRefs.areSame(other, seen.hpa()))
                .map(other -> other.getMetadata().getName())
                .filter(name -> !name.equals(seen.hpa().getMetadata().getName()))
                .toList();
        return List.of(
                others.isEmpty()
                        ? Finding.ok("no other scales " + seen.target().words())
                        : Finding.wrong(
                                "%s is scaled by %s, too: none of them does then, or each undoes what the other does"
                                        .formatted(seen.target().words(), String.join(", ", others)),
                                "kubectl delete hpa %s -n %s; one HPA can look at several metrics"
                                        .formatted(String.join(" ", others), seen.namespace())));
    }
}
