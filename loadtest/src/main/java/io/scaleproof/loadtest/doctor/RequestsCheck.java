package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.target.RequestGap;
import io.scaleproof.loadtest.target.ScaleTarget;
import java.util.List;
import java.util.Optional;

/** Whether there are requests wherever a target is a percentage of them. */
final class RequestsCheck implements Check {
    @Override
    public String about() {
        return "requests";
    }

    @Override
    public List<Finding> look(Examined seen) {
        Optional<PodSpec> pod = seen.pod();
        List<Metric> metrics = seen.settings().metrics().stream()
                .filter(metric -> metric.source().endsWith("Resource"))
                .toList();
        if (pod.isEmpty() || metrics.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = metrics.stream()
                .flatMap(metric -> RequestGap.of(pod.get(), metric).map(gap -> finding(seen, metric, gap)).stream())
                .toList();
        return findings.isEmpty()
                ? List.of(Finding.ok("every container has those that the targets are percentages of"))
                : findings;
    }

    private static Finding finding(Examined seen, Metric metric, RequestGap gap) {
        String so = seen.settings().metrics().size() == 1
                ? "it can never scale"
                : "it can never scale in, and out by the other metrics only";
        return switch (gap) {
            case RequestGap.NoSuchContainer(String container, List<String> there) ->
                Finding.wrong(
                        "the HPA looks at container %s, and pods have none of this name but %s: %s"
                                .formatted(container, String.join(", ", there), so),
                        seen.edit() + ", and name one of these");
            case RequestGap.NoRequest(List<String> containers) ->
                Finding.wrong(
                        "the target is a percentage of the %s request, and pods have none for %s: %s"
                                .formatted(metric.name(), String.join(", ", containers), so),
                        remedy(seen.target(), metric, containers));
        };
    }

    private static String remedy(ScaleTarget target, Metric metric, List<String> containers) {
        return target.workload().isBuiltIn()
                ? "kubectl set resources %s -c %s --requests=%s=%s"
                        .formatted(
                                target.typed(),
                                containers.getFirst(),
                                metric.name(),
                                metric.name().equals("cpu") ? "100m" : "128Mi")
                : "kubectl edit %s, and give %s resources.requests.%s"
                        .formatted(target.typed(), containers.getFirst(), metric.name());
    }
}
