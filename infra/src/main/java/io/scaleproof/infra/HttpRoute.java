package io.scaleproof.infra;

import com.pulumi.core.annotations.ResourceType;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResourceOptions;
import io.scaleproof.infra.config.Access.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A route of the Gateway API, which Pulumi's Kubernetes SDK has no type for: it is a custom resource of the cluster. */
@ResourceType(type = HttpRoute.TYPE)
final class HttpRoute extends CustomObject {
    static final String TYPE = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";

    HttpRoute(String name, CustomObjectArgs args, CustomResourceOptions options) {
        super(TYPE, name, args, options);
    }

    /** Leads every path from {@code route}'s gateway to a Service. */
    static CustomObjectArgs to(String service, int port, Route route, ObjectMetaArgs metadata) {
        Map<String, Object> gateway = new HashMap<>(Map.of("name", route.gateway()));
        route.namespace().ifPresent(namespace -> gateway.put("namespace", namespace));
        Map<String, Object> spec = new HashMap<>(Map.of(
                "parentRefs", List.of(gateway),
                "rules", List.of(Map.of("backendRefs", List.of(Map.of("name", service, "port", port))))));
        route.host().ifPresent(host -> spec.put("hostnames", List.of(host)));
        return new CustomObjectArgs(TYPE, metadata, spec);
    }
}
