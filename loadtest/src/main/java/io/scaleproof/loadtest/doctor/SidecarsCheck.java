package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.target.CpuAmounts;
import java.util.List;
import java.util.stream.IntStream;

/** Whether a metric of whole pods averages the container that does the work with others that do not. */
final class SidecarsCheck implements Check {
    @Override
    public String about() {
        return "containers";
    }

    @Override
    public List<Finding> look(Examined seen) {
        return seen.pod().stream().flatMap(pod -> look(seen, pod).stream()).toList();
    }

    private static List<Finding> look(Examined seen, PodSpec pod) {
        List<String> names = CpuAmounts.running(pod).map(Container::getName).toList();
        List<Metric> metrics = seen.settings().metrics();
        if (names.size() == 1
                || metrics.stream().noneMatch(metric -> metric.source().equals("Resource"))) {
            return List.of(Finding.ok(
                    names.size() == 1 ? "one a pod" : "none is averaged with others, of " + String.join(", ", names)));
        }
        return IntStream.range(0, metrics.size())
                .filter(index -> metrics.get(index).source().equals("Resource"))
                .mapToObj(index -> Finding.warning(
                        "the %s of %s is averaged: idle ones hide a busy one"
                                .formatted(metrics.get(index).name(), String.join(", ", names)),
                        seen.scaledObject().isPresent()
                                ? seen.edit() + ", and give the trigger containerName: " + names.getFirst()
                                : patch(seen, index, names.getFirst())))
                .toList();
    }

    /** The same target for the first container alone. */
    private static String patch(Examined seen, int index, String container) {
        Metric metric = seen.settings().metrics().get(index);
        String target = metric.targetType().equals("Utilization")
                ? "{\"type\": \"Utilization\", \"averageUtilization\": %.0f}".formatted(metric.target())
                : "{\"type\": \"AverageValue\", \"averageValue\": \"%s\"}"
                        .formatted(seen.hpa()
                                .getSpec()
                                .getMetrics()
                                .get(index)
                                .getResource()
                                .getTarget()
                                .getAverageValue());
        return ("kubectl patch hpa %s -n %s --type json -p '[{\"op\": \"replace\", \"path\": \"/spec/metrics/%d\", \"value\":"
                        + " {\"type\": \"ContainerResource\", \"containerResource\": {\"name\": \"%s\", \"container\": \"%s\","
                        + " \"target\": %s}}}]'")
                .formatted(
                        seen.hpa().getMetadata().getName(), seen.namespace(), index, metric.name(), container, target);
    }
}
