package io.scaleproof.loadtest.preflight;

import io.fabric8.kubernetes.api.model.Pod;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.RequestGap;
import io.scaleproof.loadtest.target.Workload;
import java.util.List;
import java.util.Optional;

/**
 * Whether there is a CPU request wherever the HPA's target is a percentage of it. Pods are asked and not the workload's
 * template, because a LimitRange shows in pods alone; where there is none yet, the HPA's own words will tell.
 */
final class CpuRequests {
    private final HpaSettings settings;
    private final FoundTarget target;

    CpuRequests(HpaSettings settings, FoundTarget target) {
        this.settings = settings;
        this.target = target;
    }

    /** One pod without is enough for the HPA to compute nothing. */
    void require(List<Pod> pods) throws CouldNotRun {
        for (Metric metric : settings.metrics()) {
            if (metric.name().equals("cpu") && metric.targetType().equals("Utilization")) {
                for (Pod pod : pods) {
                    require(metric, pod);
                }
            }
        }
    }

    private void require(Metric metric, Pod pod) throws CouldNotRun {
        Optional<RequestGap> gap = RequestGap.of(pod.getSpec(), metric);
        if (gap.isPresent()) {
            throw switch (gap.get()) {
                case RequestGap.NoRequest(List<String> containers) -> none(String.join(", ", containers), pod);
                case RequestGap.NoSuchContainer(String container, List<String> there) ->
                    new CouldNotRun(
                            "The HPA looks at container %s, and pod %s has none of this name but %s: it can never scale"
                                    .formatted(container, pod.getMetadata().getName(), String.join(", ", there)),
                            "kubectl edit %s, and name one of these".formatted(target.settingsPlace()));
            };
        }
    }

    private CouldNotRun none(String containers, Pod pod) {
        return new CouldNotRun(
                "The HPA's target is a percentage of the CPU request, and pod %s has none for %s: it can never scale"
                        .formatted(pod.getMetadata().getName(), containers),
                remedy());
    }

    private String remedy() {
        Workload workload = target.workload();
        if (!workload.isBuiltIn()) {
            return "kubectl edit %s -n %s, and give its containers resources.requests.cpu"
                    .formatted(workload.typed(), target.namespace());
        }
        String typed =
                "kubectl set resources %s -n %s --requests=cpu=100m".formatted(workload.typed(), target.namespace());
        return workload.isDeployment() && target.scaledObject().isEmpty()
                ? "pulumi config set cpuRequest 100m && pulumi up, or " + typed
                : typed;
    }
}
