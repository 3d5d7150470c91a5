package io.scaleproof.loadtest.doctor;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Pod;
import io.scaleproof.loadtest.target.ReadyPods;
import java.util.List;

/** Whether the pods that are there are ready: the HPA takes others for idle, and where none is it does nothing. */
final class PodsCheck implements Check {
    @Override
    public String about() {
        return "pods";
    }

    @Override
    public List<Finding> look(Examined seen) {
        String describe = "kubectl get pods -n %s; kubectl describe %s"
                .formatted(seen.namespace(), seen.target().typed());
        if (seen.own().isEmpty()) {
            return List.of(Finding.wrong("%s has none".formatted(seen.target().words()), describe));
        }
        List<Pod> unready =
                seen.own().stream().filter(pod -> !ReadyPods.include(pod)).toList();
        if (unready.isEmpty()) {
            return List.of(Finding.ok("all %d are ready".formatted(seen.own().size())));
        }
        String words = "%d of %d are not ready: %s"
                .formatted(
                        unready.size(),
                        seen.own().size(),
                        unready.stream().map(PodsCheck::words).collect(joining(", ")));
        return List.of(
                unready.stream().allMatch(seen::isYoung)
                        ? Finding.note(words + "; they are young", "the same command in a minute")
                        : Finding.wrong(words, describe));
    }

    private static String words(Pod pod) {
        return "%s (%s)".formatted(pod.getMetadata().getName(), pod.getStatus().getPhase());
    }
}
