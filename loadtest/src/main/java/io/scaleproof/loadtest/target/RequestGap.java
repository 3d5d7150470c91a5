package io.scaleproof.loadtest.target;

import static io.scaleproof.loadtest.target.PodAmounts.REQUESTS;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a pod lacks for a metric of its resources. Pods are asked and not the template that they are made from, because a
 * LimitRange shows in pods alone.
 */
public sealed interface RequestGap {
    /** The metric is of one container, and none has that name but {@code there}. */
    record NoSuchContainer(String container, List<String> there) implements RequestGap {}

    /** The metric's target is a percentage of requests, and these containers have none. */
    record NoRequest(List<String> containers) implements RequestGap {}

    /** The gap of one pod; one is enough for the HPA to compute nothing of that metric. */
    static Optional<RequestGap> of(PodSpec pod, Metric metric) {
        List<Container> running = CpuAmounts.running(pod).toList();
        if (metric.container().isPresent()) {
            String name = metric.container().get();
            if (running.stream().noneMatch(container -> container.getName().equals(name))) {
                return Optional.of(new NoSuchContainer(name, names(running.stream())));
            }
        }
        if (!metric.targetType().equals("Utilization")) {
            return Optional.empty();
        }
        if (metric.container().isEmpty() && CpuAmounts.countsAsOne(pod)) {
            return isPositive(REQUESTS.of(pod, metric.name()))
                    ? Optional.empty()
                    : Optional.of(new NoRequest(names(running.stream())));
        }
        List<String> without = names(running.stream()
                .filter(container ->
                        metric.container().orElse(container.getName()).equals(container.getName()))
                .filter(container -> !isPositive(REQUESTS.of(container.getResources(), metric.name()))));
        return without.isEmpty() ? Optional.empty() : Optional.of(new NoRequest(without));
    }

    private static boolean isPositive(Optional<BigDecimal> amount) {
        return amount.isPresent() && amount.get().signum() > 0;
    }

    private static List<String> names(Stream<Container> containers) {
        return containers.map(Container::getName).toList();
    }
}
