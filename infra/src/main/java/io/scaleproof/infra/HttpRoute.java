package io.scaleproof.infra;

import com.pulumi.core.annotations.ResourceType;
import com.pulumi.kubernetes.Utilities;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/** A route of the Gateway API, which Pulumi's Kubernetes SDK has no type for: it is a custom resource of the cluster. */
@ResourceType(type = HttpRoute.TYPE)
final class HttpRoute extends CustomResource {
    static final String TYPE = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";

    HttpRoute(String name, HttpRouteArgs args, CustomResourceOptions options) {
        super(
                TYPE,
                name,
                args,
                CustomResourceOptions.merge(
                        CustomResourceOptions.builder()
                                .version(Utilities.getVersion())
                                .build(),
                        options,
                        null));
    }
}
