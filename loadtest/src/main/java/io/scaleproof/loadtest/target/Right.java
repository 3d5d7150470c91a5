package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;

/**
 * One thing that an account may or may not do in a namespace.
 *
 * @param group the API group, empty for the core one
 */
record Right(String verb, String group, String resource) {

    /** The question to the API server whether whoever asks has this right. */
    SelfSubjectAccessReview review(String namespace) {
        return new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withVerb(verb)
                .withGroup(group)
                .withResource(resource)
                .endResourceAttributes()
                .endSpec()
                .build();
    }

    /** The resource, with its group where two groups have one of that name. */
    String named() {
        return group.equals("metrics.k8s.io") ? resource + "." + group : resource;
    }
}
