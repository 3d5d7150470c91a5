package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;

/**
 * One thing that an account may or may not do in a namespace.
 *
 * @param group the API group, empty for the core one
 * @param subresource empty for the resource itself
 */
record Right(String verb, String group, String resource, String subresource) {

    Right(String verb, String group, String resource) {
        this(verb, group, resource, "");
    }

    /** The question to the API server whether whoever asks has this right. */
    SelfSubjectAccessReview review(String namespace) {
        return new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withVerb(verb)
                .withGroup(group)
                .withResource(resource)
                .withSubresource(subresource)
                .endResourceAttributes()
                .endSpec()
                .build();
    }

    /** The resource as a role names it. */
    String whole() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    /** The resource, with its group where two groups may have one of that name. */
    String named() {
        String suffix = subresource.isEmpty() ? "" : "/" + subresource;
        return group.equals("metrics.k8s.io") || isOfACustomKind() ? resource + "." + group + suffix : whole();
    }

    /** Whether it is about a kind that somebody has defined in the cluster: those groups have a domain's name. */
    boolean isOfACustomKind() {
        return group.contains(".") && !group.endsWith(".k8s.io");
    }
}
