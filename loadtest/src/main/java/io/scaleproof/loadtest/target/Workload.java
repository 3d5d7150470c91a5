package io.scaleproof.loadtest.target;

import java.util.Locale;

/**
 * The object that an HPA scales: a Deployment, a StatefulSet, or whatever else has a scale subresource.
 *
 * @param kind as its manifest says it, for instance {@code StatefulSet}
 * @param name its name
 * @param group API group of its kind, empty for the core one
 * @param version the version in which its kind is read
 * @param resource what the API calls its kind, for instance {@code statefulsets}
 * @param tellsReplicas whether its {@code spec.replicas} is the number of pods that its scale asks for
 */
public record Workload(String kind, String name, String group, String version, String resource, boolean tellsReplicas) {

    public static Workload deployment(String name) {
        return new Workload("Deployment", name, "apps", "v1", "deployments", true);
    }

    /** Whether its status counts pods as is done here: those that are not being deleted. */
    public boolean isDeployment() {
        return kind.equals("Deployment") && group.equals("apps");
    }

    /** Where the API has all of its kind in a namespace. */
    public String path(String namespace) {
        String root = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        return "%s/namespaces/%s/%s".formatted(root, namespace, resource);
    }

    /** For people, for instance {@code StatefulSet web}. */
    public String words() {
        return kind + " " + name;
    }

    /** The same for kubectl, for instance {@code statefulset web}. */
    public String typed() {
        return (isBuiltIn() ? kind.toLowerCase(Locale.ROOT) : resource + "." + group) + " " + name;
    }

    /** Whether kubectl knows what can be done to it: {@code autoscale}, {@code set resources}. */
    public boolean isBuiltIn() {
        return group.isEmpty() || group.equals("apps");
    }
}
