package io.scaleproof.infra.monitoring;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.CustomObject;

/**
 * A custom kind that the cluster must have: it is only read. The SDK's own type would read the kind's whole schema, which
 * nobody needs.
 */
@ResourceType(type = CustomKind.TYPE)
final class CustomKind extends CustomObject {
    static final String TYPE = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";

    /** @param name what Pulumi shows beside "does not exist", so that it says what to do */
    CustomKind(String name, String definition, Resource parent) {
        super(
                TYPE,
                name,
                null,
                CustomResourceOptions.builder()
                        .parent(parent)
                        .id(Output.of(definition))
                        .build());
    }
}
