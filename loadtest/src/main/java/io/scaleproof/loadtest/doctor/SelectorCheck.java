package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.Pod;
import io.scaleproof.loadtest.target.PodOwners;
import java.util.List;

/**
 * Whether the HPA takes other workloads' pods for those of its target: it goes by labels alone (kubernetes/kubernetes#120875),
 * completed pods of a Job included.
 */
final class SelectorCheck implements Check {
    @Override
    public String about() {
        return "selector";
    }

    @Override
    public List<Finding> look(Examined seen) {
        if (seen.selected().isEmpty()) {
            return List.of();
        }
        if (!seen.ownersTell()) {
            return List.of(Finding.notLookedAt("which of the pods that %s selects (%s) are its own: they belong to %s"
                    .formatted(seen.target().words(), seen.target().podSelector(), PodOwners.words(seen.selected()))));
        }
        List<Pod> others = seen.selected().stream()
                .filter(pod -> !PodOwners.of(pod).equals(seen.target().words()))
                .toList();
        return List.of(
                others.isEmpty()
                        ? Finding.ok("%s catches pods of %s alone"
                                .formatted(
                                        seen.target().podSelector(),
                                        seen.target().words()))
                        : Finding.wrong(
                                "%s (%s) catches pods that are not its own, and the HPA averages over them: %s"
                                        .formatted(
                                                seen.target().words(),
                                                seen.target().podSelector(),
                                                PodOwners.named(others)),
                                "give them other labels; to see them: kubectl get pods -n %s -l '%s' --show-labels"
                                        .formatted(
                                                seen.namespace(), seen.target().podSelector())));
    }
}
