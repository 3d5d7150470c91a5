package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.scaleproof.loadtest.record.Environment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads versions and sizes of all that takes part. */
public final class EnvironmentReader {
    private static final String VERSION = "0.1.0";

    private EnvironmentReader() {}

    /**
     * Reads them.
     *
     * @param pod what the target's pods look like, where that is known
     */
    public static Environment read(Cluster cluster, Optional<PodSpec> pod) {
        List<Node> nodes = cluster.nodes().orElse(List.of());
        Optional<Container> container = pod.map(spec -> spec.getContainers().getFirst());
        return new Environment(
                VERSION,
                System.getProperty("java.vm.version"),
                Runtime.getRuntime().availableProcessors(),
                cluster.version(),
                nodes.size(),
                nodes.stream()
                        .mapToInt(node -> node.getStatus()
                                .getCapacity()
                                .get("cpu")
                                .getNumericalAmount()
                                .intValue())
                        .sum(),
                container.map(Container::getImage).orElse(""),
                container.map(EnvironmentReader::settings).orElse(Map.of()));
    }

    private static Map<String, String> settings(Container container) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (container.getResources() != null) {
            amounts(settings, "request", container.getResources().getRequests());
            amounts(settings, "limit", container.getResources().getLimits());
        }
        return settings;
    }

    private static void amounts(Map<String, String> settings, String kind, Map<String, ?> amounts) {
        if (amounts != null) {
            amounts.forEach((resource, amount) -> settings.put(resource + " " + kind, String.valueOf(amount)));
        }
    }
}
