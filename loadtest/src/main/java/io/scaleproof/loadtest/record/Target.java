package io.scaleproof.loadtest.record;

import java.util.Optional;

/**
 * What was loaded and watched.
 *
 * @param url where the requests went, path and query included
 * @param context the kubeconfig context
 * @param namespace namespace of all the objects below
 * @param service name of the Service, empty if the load went without one
 * @param deployment name of the object that the HPA scales: a Deployment, or what {@code kind} says
 * @param hpa name of the HorizontalPodAutoscaler, empty if there was none
 * @param managedBy what the HPA's label {@code app.kubernetes.io/managed-by} says, for instance {@code pulumi}
 * @param kind of the object that the HPA scales, for instance {@code StatefulSet}; reports from before it was kept are of
 *     Deployments
 * @param scaledObject name of the KEDA ScaledObject that the HPA was made from, if it was
 */
public record Target(
        String url,
        String context,
        String namespace,
        String service,
        String deployment,
        String hpa,
        Optional<String> managedBy,
        String kind,
        Optional<String> scaledObject) {

    public Target {
        kind = kind == null ? "Deployment" : kind;
    }

    /** A Deployment, whose HPA is not KEDA's. */
    public Target(
            String url,
            String context,
            String namespace,
            String service,
            String deployment,
            String hpa,
            Optional<String> managedBy) {
        this(url, context, namespace, service, deployment, hpa, managedBy, "Deployment", Optional.empty());
    }

    /** Whether it belongs to this project's Pulumi stack, so that its settings are the stack's. */
    public boolean belongsToStack() {
        return managedBy.filter("pulumi"::equals).isPresent() && deployment.equals("scaleproof");
    }

    /** What the HPA scales, for instance {@code StatefulSet web}. */
    public String words() {
        return kind + " " + deployment;
    }
}
