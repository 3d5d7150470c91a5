package io.scaleproof.loadtest.target;

import io.scaleproof.loadtest.record.Target;
import java.net.URI;
import java.util.Optional;

/**
 * What is loaded and watched, as found in the cluster.
 *
 * @param base where the Service answers, without a path
 * @param namespace namespace of all of it
 * @param service name of the Service; empty where the load goes without one
 * @param workload what the HPA scales
 * @param hpa name of the HPA
 * @param podSelector the label selector of the workload's pods, as the API writes it
 * @param podPort port of the pods that the load comes to
 * @param tunnelled whether {@code base} is a tunnel through the API server
 * @param managedBy what the HPA's label {@code app.kubernetes.io/managed-by} says
 * @param scaledObject name of the KEDA ScaledObject that the HPA was made from, if it was
 */
public record FoundTarget(
        URI base,
        String namespace,
        Optional<String> service,
        Workload workload,
        String hpa,
        String podSelector,
        int podPort,
        boolean tunnelled,
        Optional<String> managedBy,
        Optional<String> scaledObject) {

    /** The base of what is watched only. */
    static final URI NOWHERE = URI.create("about:blank");

    /** The same as a run's record has it. */
    public Target recorded(String url, String context) {
        return new Target(
                url,
                context,
                namespace,
                service.orElse(""),
                workload.name(),
                hpa,
                managedBy,
                workload.kind(),
                scaledObject);
    }

    /** Where a request for this path goes, for people. */
    public String url(String path) {
        return base + path + (tunnelled ? " (a tunnel through the API server, to one ready pod after the other)" : "");
    }

    /** Where the HPA's settings are kept, for kubectl: what is changed in an HPA of KEDA's, KEDA puts back. */
    public String settingsPlace() {
        return scaledObject.map(name -> "scaledobject " + name).orElseGet(() -> "hpa " + hpa) + " -n " + namespace;
    }
}
