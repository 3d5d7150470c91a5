package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import java.util.Objects;

/** Whether another HPA scales the same object: the controller refuses both, and in older Kubernetes it scales back and forth. */
final class OneAutoscalerCheck implements Check {
    @Override
    public String about() {
        return "other HPAs";
    }

    @Override
    public List<Finding> look(Examined seen) {
        List<String> others = seen.autoscalers().stream()
                .filter(other -> isOfTheSame(other, seen.hpa()))
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

    private static boolean isOfTheSame(HorizontalPodAutoscaler one, HorizontalPodAutoscaler other) {
        CrossVersionObjectReference mine = one.getSpec().getScaleTargetRef();
        CrossVersionObjectReference theirs = other.getSpec().getScaleTargetRef();
        return mine.getKind().equals(theirs.getKind())
                && mine.getName().equals(theirs.getName())
                && group(mine).equals(group(theirs));
    }

    private static String group(CrossVersionObjectReference ref) {
        return Objects.requireNonNullElse(ref.getApiVersion(), "").replaceFirst("/?[^/]*$", "");
    }
}
