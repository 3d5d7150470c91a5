package io.scaleproof.loadtest.record;

import java.util.Optional;

/**
 * What was loaded and watched.
 *
 * @param url where the requests went, path and query included
 * @param context the kubeconfig context
 * @param namespace namespace of all the objects below
 * @param service name of the Service
 * @param deployment name of the Deployment that the HPA scales
 * @param hpa name of the HorizontalPodAutoscaler, empty if there was none
 * @param managedBy what the HPA's label {@code app.kubernetes.io/managed-by} says, for instance {@code pulumi}
 */
public record Target(
        String url,
        String context,
        String namespace,
        String service,
        String deployment,
        String hpa,
        Optional<String> managedBy) {

    /** Whether it belongs to this project's Pulumi stack, so that its settings are the stack's. */
    public boolean belongsToStack() {
        return managedBy.filter("pulumi"::equals).isPresent() && deployment.equals("scaleproof");
    }
}
