package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What the scheduler and quotas count of a pod, in a resource's own unit (cores, bytes): its own amount, else the most that
 * its containers have at a time, and its overhead.
 */
public enum PodAmounts {
    REQUESTS,
    LIMITS;

    /** That of {@code pod}; empty where nothing in it has one. */
    public Optional<BigDecimal> of(PodSpec pod, String resource) {
        Optional<BigDecimal> own = of(pod.getResources(), resource).or(() -> scheduled(pod, resource));
        Optional<BigDecimal> overhead = Optional.ofNullable(pod.getOverhead())
                .map(amounts -> amounts.get(resource))
                .map(Quantity::getNumericalAmount);
        return this == LIMITS && own.isEmpty() ? own : add(own, overhead);
    }

    /** That of a container, or of a pod itself. */
    public Optional<BigDecimal> of(ResourceRequirements resources, String resource) {
        return Optional.ofNullable(resources)
                .map(this::amounts)
                .map(amounts -> amounts.get(resource))
                .map(Quantity::getNumericalAmount);
    }

    private Map<String, Quantity> amounts(ResourceRequirements resources) {
        return switch (this) {
            case REQUESTS -> resources.getRequests();
            case LIMITS -> resources.getLimits();
        };
    }

    /** The most at a time: of an init container and the sidecars before it, or of all that stays. */
    private Optional<BigDecimal> scheduled(PodSpec pod, String resource) {
        Optional<BigDecimal> staying = Optional.empty();
        for (Container container : pod.getContainers()) {
            staying = add(staying, of(container.getResources(), resource));
        }
        Optional<BigDecimal> sidecars = Optional.empty();
        Optional<BigDecimal> starting = Optional.empty();
        for (Container init : pod.getInitContainers()) {
            Optional<BigDecimal> amount = of(init.getResources(), resource);
            Optional<BigDecimal> together = add(amount, sidecars);
            if (CpuAmounts.isSidecar(init)) {
                staying = add(staying, amount);
                sidecars = together;
            }
            starting = greater(starting, together);
        }
        return greater(staying, starting);
    }

    private static Optional<BigDecimal> add(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.isPresent() && other.isPresent() ? one.map(amount -> amount.add(other.get())) : one.or(() -> other);
    }

    private static Optional<BigDecimal> greater(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.isPresent() && other.isPresent() ? one.map(amount -> amount.max(other.get())) : one.or(() -> other);
    }
}
