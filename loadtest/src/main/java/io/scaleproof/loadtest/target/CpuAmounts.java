package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Map;
import java.util.function.Function;

/** What the containers of a pod request and may use of CPU, in thousandths of a core. */
public final class CpuAmounts {
    private CpuAmounts() {}

    /** Requested by all containers together; 0 if one has none, because the HPA then cannot compute a utilization. */
    public static double requests(PodSpec pod) {
        return millicores(pod, ResourceRequirements::getRequests);
    }

    /** The limit of all containers together; 0 if one has none. */
    public static double limits(PodSpec pod) {
        return millicores(pod, ResourceRequirements::getLimits);
    }

    private static double millicores(PodSpec pod, Function<ResourceRequirements, Map<String, Quantity>> which) {
        double sum = 0;
        for (var container : pod.getContainers()) {
            Map<String, Quantity> amounts =
                    container.getResources() == null ? null : which.apply(container.getResources());
            if (amounts == null || !amounts.containsKey("cpu")) {
                return 0;
            }
            sum += amounts.get("cpu").getNumericalAmount().doubleValue() * 1_000;
        }
        return sum;
    }
}
