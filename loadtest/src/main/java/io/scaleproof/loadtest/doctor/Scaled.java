package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Locale;
import java.util.Optional;

/**
 * What an HPA scales.
 *
 * @param kind as its manifest says it, for instance {@code Deployment}
 * @param group API group of its kind, empty for the core one
 * @param resource what the API calls its kind, for instance {@code deployments}
 * @param replicas pods that it asks for
 * @param selector the label selector of its pods
 * @param template what its pods are made from, where it keeps that where Kubernetes' own kinds do
 */
record Scaled(
        String kind,
        String group,
        String resource,
        ObjectMeta metadata,
        int replicas,
        String selector,
        Optional<PodTemplateSpec> template) {

    String name() {
        return metadata.getName();
    }

    /** For people, for instance {@code Deployment web}. */
    String words() {
        return kind + " " + name();
    }

    /** The same for kubectl, for instance {@code deployment web -n shop}. */
    String typed() {
        return "%s %s -n %s"
                .formatted(
                        isBuiltIn() ? kind.toLowerCase(Locale.ROOT) : resource + "." + group,
                        name(),
                        metadata.getNamespace());
    }

    /** Whether kubectl knows what can be done to it. */
    boolean isBuiltIn() {
        return group.isEmpty() || group.equals("apps");
    }
}
