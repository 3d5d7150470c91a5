package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a pod requests and may use of CPU, in thousandths of a core, as the HPA of Kubernetes 1.37 computes it.
 *
 * <p>Give it the spec of a pod rather than a Deployment's template: the API server fills defaults (a limit without a
 * request, a LimitRange) into pods alone.
 */
public final class CpuAmounts {
    static final String CPU = "cpu";

    private CpuAmounts() {}

    /** What a utilization is a fraction of; 0 if a container requests none, because the HPA then cannot compute it. */
    public static double requests(PodSpec pod) {
        return PodLevelCpu.counts(pod)
                ? PodLevelCpu.requests(pod).map(CpuAmounts::millicores).orElse(0.0)
                : sum(running(pod).toList(), ResourceRequirements::getRequests);
    }

    /** The same if the HPA looks at one container. */
    public static double requests(PodSpec pod, Optional<String> container) {
        return container
                .map(name -> requestsByContainer(pod).getOrDefault(name, 0.0))
                .orElseGet(() -> requests(pod));
    }

    /** What each container that runs beside the others requests, by its name; 0 if it requests none. */
    public static Map<String, Double> requestsByContainer(PodSpec pod) {
        Map<String, Double> requests = new LinkedHashMap<>();
        running(pod)
                .forEach(container -> requests.put(
                        container.getName(),
                        request(container).map(CpuAmounts::millicores).orElse(0.0)));
        return requests;
    }

    /** The pod's own limit, or that of all containers together; 0 if one has none. */
    public static double limits(PodSpec pod) {
        return amount(pod.getResources(), ResourceRequirements::getLimits)
                .map(CpuAmounts::millicores)
                .orElseGet(() -> sum(running(pod).toList(), ResourceRequirements::getLimits));
    }

    /** The containers, and the init containers that go on running beside them. */
    private static Stream<Container> running(PodSpec pod) {
        return Stream.concat(
                pod.getContainers().stream(), pod.getInitContainers().stream().filter(CpuAmounts::isSidecar));
    }

    static boolean isSidecar(Container init) {
        return "Always".equals(init.getRestartPolicy());
    }

    private static double sum(List<Container> containers, Function<ResourceRequirements, Map<String, Quantity>> which) {
        double sum = 0;
        for (Container container : containers) {
            Optional<BigDecimal> amount = amount(container.getResources(), which);
            if (amount.isEmpty()) {
                return 0;
            }
            sum += millicores(amount.get());
        }
        return sum;
    }

    static Optional<BigDecimal> request(Container container) {
        return amount(container.getResources(), ResourceRequirements::getRequests);
    }

    static Optional<BigDecimal> amount(
            ResourceRequirements resources, Function<ResourceRequirements, Map<String, Quantity>> which) {
        return Optional.ofNullable(resources)
                .map(which)
                .map(amounts -> amounts.get(CPU))
                .map(Quantity::getNumericalAmount);
    }

    /** Each amount is rounded up to a thousandth of a core before amounts are added. */
    private static double millicores(BigDecimal cores) {
        return cores.movePointRight(3).setScale(0, RoundingMode.CEILING).doubleValue();
    }
}
