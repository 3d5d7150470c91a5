package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.Container;
import io.scaleproof.loadtest.target.CpuAmounts;
import java.util.List;

/** Whether a new pod is asked before it is sent requests. */
final class ReadinessCheck implements Check {
    @Override
    public String about() {
        return "readiness";
    }

    @Override
    public List<Finding> look(Examined seen) {
        return seen.pod().stream()
                .map(pod -> CpuAmounts.running(pod)
                                .map(Container::getReadinessProbe)
                                .anyMatch(probe -> probe != null)
                        ? Finding.ok("a probe asks new pods first")
                        : Finding.warning(
                                "no container has a readinessProbe: a new pod is sent requests before it listens, and the HPA takes"
                                        + " its start for load",
                                "kubectl edit %s, and give it a readinessProbe"
                                        .formatted(seen.target().typed())))
                .toList();
    }
}
