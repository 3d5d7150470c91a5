package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.target.CpuAmounts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a pod may use enough CPU for the HPA to see that it is more than its target. What a pod may use over the target
 * is also the most that one look can multiply pods by.
 */
final class CpuLimitCheck implements Check {
    /** A fifth more pods a look: five pods take four of them to become ten. */
    private static final double SLOW = 1.2;

    @Override
    public String about() {
        return "CPU limit";
    }

    @Override
    public List<Finding> look(Examined seen) {
        return seen.pod().stream()
                .flatMap(pod -> seen.settings().metrics().stream()
                        .filter(metric -> metric.source().endsWith("Resource")
                                && metric.name().equals("cpu"))
                        .flatMap(metric -> look(seen, metric, pod).stream()))
                .toList();
    }

    /** Empty where a request is missing, which is said elsewhere. */
    private static Optional<Finding> look(Examined seen, Metric metric, PodSpec pod) {
        double limit = CpuAmounts.limits(pod, metric.container());
        double full = metric.targetType().equals("Utilization")
                ? metric.target() / 100 * CpuAmounts.requests(pod, metric.container())
                : metric.target() * 1_000;
        if (full == 0) {
            return Optional.empty();
        }
        if (limit == 0) {
            return Optional.of(Finding.ok("none, so that nothing hides load from the HPA"));
        }
        HpaSettings settings = seen.settings();
        double most = limit / full;
        String words = "a pod may use %.0fm, and its target is %.0fm".formatted(limit, full);
        if (most <= 1 + settings.scaleUp().tolerance()) {
            return Optional.of(Finding.wrong(
                    "%s: the HPA does nothing up to %.0f %% of that, so it can never scale out"
                            .formatted(words, 100 * (1 + settings.scaleUp().tolerance())),
                    remedy(seen, pod, metric)));
        }
        if (most < SLOW) {
            return Optional.of(Finding.warning(
                    "%s: whatever the load, one look of the HPA adds %.0f %% of the pods at most"
                            .formatted(words, 100 * (most - 1)),
                    remedy(seen, pod, metric)));
        }
        return Optional.of(Finding.ok(words));
    }

    private static String remedy(Examined seen, PodSpec pod, Metric metric) {
        String container = Stream.concat(
                        metric.container().stream(),
                        pod.getContainers().stream().map(one -> one.getName()))
                .findFirst()
                .orElseThrow();
        return "a lower target (%s), or a higher limit (kubectl %s)"
                .formatted(
                        seen.edit(),
                        seen.target().workload().isBuiltIn()
                                ? "set resources %s -c %s --limits=cpu=LIMIT"
                                        .formatted(seen.target().typed(), container)
                                : "edit " + seen.target().typed());
    }
}
