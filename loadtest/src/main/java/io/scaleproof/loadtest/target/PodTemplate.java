package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.Optional;

/** What an object's pods are made from, where it keeps that where Kubernetes' own kinds do. */
public final class PodTemplate {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private PodTemplate() {}

    /** {@code spec.template}; empty where there is none, or none of a pod. */
    public static Optional<PodTemplateSpec> of(GenericKubernetesResource object) {
        return Optional.ofNullable(object.<Object>get("spec", "template"))
                .filter(template -> template instanceof Map<?, ?> fields && fields.get("spec") instanceof Map<?, ?>)
                .map(template -> JSON.convertValue(template, PodTemplateSpec.class));
    }
}
