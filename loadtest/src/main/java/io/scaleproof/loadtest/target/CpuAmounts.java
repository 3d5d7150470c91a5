package io.scaleproof.loadtest.target;

import static io.scaleproof.loadtest.target.PodAmounts.LIMITS;
import static io.scaleproof.loadtest.target.PodAmounts.REQUESTS;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a pod requests and may use of CPU, in thousandths of a core, as the HPA of Kubernetes 1.37 computes it.
 *
 * <p>Give it the spec of a pod rather than a Deployment's template: the API server fills defaults (a limit without a
 * request, a LimitRange) into pods alone.
 */
public final class CpuAmounts {
    private static final String CPU = "cpu";

    private CpuAmounts() {}

    /** What a utilization is a fraction of; 0 if a container requests none, because the HPA then cannot compute it. */
    public static double requests(PodSpec pod) {
        return countsAsOne(pod)
                ? REQUESTS.of(pod, CPU).map(CpuAmounts::millicores).orElse(0.0)
                : sum(running(pod).toList(), REQUESTS);
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
        running(pod).forEach(container -> requests.put(container.getName(), amount(container, REQUESTS)));
        return requests;
    }

    /** The pod's own limit, or that of all containers together; 0 if one has none. */
    public static double limits(PodSpec pod) {
        return LIMITS.of(pod.getResources(), CPU)
                .map(CpuAmounts::millicores)
                .orElseGet(() -> sum(running(pod).toList(), LIMITS));
    }

    /** The same if the HPA looks at one container. */
    public static double limits(PodSpec pod, Optional<String> container) {
        return container
                .map(name -> running(pod)
                        .filter(one -> one.getName().equals(name))
                        .mapToDouble(one -> amount(one, LIMITS))
                        .sum())
                .orElseGet(() -> limits(pod));
    }

    /** The containers, and the init containers that go on running beside them. */
    public static Stream<Container> running(PodSpec pod) {
        return Stream.concat(
                pod.getContainers().stream(), pod.getInitContainers().stream().filter(CpuAmounts::isSidecar));
    }

    /** Requests of the pod itself count for all resources as soon as there is one that a pod can have of its own. */
    static boolean countsAsOne(PodSpec pod) {
        return pod.getResources() != null
                && pod.getResources().getRequests() != null
                && pod.getResources().getRequests().keySet().stream()
                        .anyMatch(name -> name.equals(CPU) || name.equals("memory") || name.startsWith("hugepages-"));
    }

    static boolean isSidecar(Container init) {
        return "Always".equals(init.getRestartPolicy());
    }

    private static double sum(List<Container> containers, PodAmounts which) {
        double sum = 0;
        for (Container container : containers) {
            double amount = amount(container, which);
            if (amount == 0 && which.of(container.getResources(), CPU).isEmpty()) {
                return 0;
            }
            sum += amount;
        }
        return sum;
    }

    private static double amount(Container container, PodAmounts which) {
        return which.of(container.getResources(), CPU)
                .map(CpuAmounts::millicores)
                .orElse(0.0);
    }

    /** Each amount is rounded up to a thousandth of a core before amounts are added. */
    private static double millicores(BigDecimal cores) {
        return cores.movePointRight(3).setScale(0, RoundingMode.CEILING).doubleValue();
    }
}
