package io.scaleproof.loadtest.preflight;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Pod;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.target.CpuAmounts;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.Workload;
import java.util.List;
import java.util.Map;

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
        Map<String, Double> requests = CpuAmounts.requestsByContainer(pod.getSpec());
        if (metric.container().isEmpty()) {
            if (CpuAmounts.requests(pod.getSpec()) == 0) {
                throw none(
                        requests.entrySet().stream()
                                .filter(container -> container.getValue() == 0)
                                .map(Map.Entry::getKey)
                                .collect(joining(", ")),
                        pod);
            }
            return;
        }
        String container = metric.container().get();
        if (!requests.containsKey(container)) {
            throw new CouldNotRun(
                    "The HPA looks at container %s, and pod %s has none of this name but %s: it can never scale"
                            .formatted(container, pod.getMetadata().getName(), String.join(", ", requests.keySet())),
                    "kubectl edit %s, and name one of these".formatted(target.settingsPlace()));
        }
        if (requests.get(container) == 0) {
            throw none(container, pod);
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
