package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.Optional;

/** The CPU, in cores, that a pod with requests of its own ({@code spec.resources}) requests. */
final class PodLevelCpu {
    private PodLevelCpu() {}

    /** Requests of the pod itself count for all resources as soon as there is one that a pod can have of its own. */
    static boolean counts(PodSpec pod) {
        return pod.getResources() != null
                && pod.getResources().getRequests() != null
                && pod.getResources().getRequests().keySet().stream()
                        .anyMatch(name ->
                                name.equals(CpuAmounts.CPU) || name.equals("memory") || name.startsWith("hugepages-"));
    }

    /** Then it is what the scheduler counts: init containers and the pod's overhead are in it. */
    static Optional<BigDecimal> requests(PodSpec pod) {
        Optional<BigDecimal> own = CpuAmounts.amount(pod.getResources(), ResourceRequirements::getRequests);
        Optional<BigDecimal> overhead = Optional.ofNullable(pod.getOverhead())
                .map(amounts -> amounts.get(CpuAmounts.CPU))
                .map(Quantity::getNumericalAmount);
        return add(own.or(() -> scheduled(pod)), overhead);
    }

    /** The most that is requested at a time: by an init container and the sidecars before it, or by all that stays. */
    private static Optional<BigDecimal> scheduled(PodSpec pod) {
        Optional<BigDecimal> staying = Optional.empty();
        for (Container container : pod.getContainers()) {
            staying = add(staying, CpuAmounts.request(container));
        }
        Optional<BigDecimal> sidecars = Optional.empty();
        Optional<BigDecimal> starting = Optional.empty();
        for (Container init : pod.getInitContainers()) {
            Optional<BigDecimal> request = CpuAmounts.request(init);
            Optional<BigDecimal> together = add(request, sidecars);
            if (CpuAmounts.isSidecar(init)) {
                staying = add(staying, request);
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
