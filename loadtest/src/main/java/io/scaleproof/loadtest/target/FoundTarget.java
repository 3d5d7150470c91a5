package io.scaleproof.loadtest.target;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What is loaded and watched, as found in the cluster.
 *
 * @param base where the Service answers, without a path
 * @param namespace namespace of all of it
 * @param service name of the Service
 * @param deployment name of the Deployment behind it
 * @param hpa name of the HPA that scales it
 * @param podLabels labels that select the Deployment's pods
 * @param podPort port of the pods behind the Service
 * @param tunnelled whether {@code base} is a tunnel through the API server
 * @param managedBy what the HPA's label {@code app.kubernetes.io/managed-by} says
 */
public record FoundTarget(
        URI base,
        String namespace,
        String service,
        String deployment,
        String hpa,
        Map<String, String> podLabels,
        int podPort,
        boolean tunnelled,
        Optional<String> managedBy) {

    /** The base of what is watched only. */
    static final URI NOWHERE = URI.create("about:blank");

    /** Where a request for this path goes, for people. */
    public String url(String path) {
        return base + path + (tunnelled ? " (a tunnel through the API server, to one ready pod after the other)" : "");
    }
}
