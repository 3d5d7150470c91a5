package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ResourceArgs;
import io.scaleproof.infra.config.Access.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The object as the API server is given it. */
// The SDK reads the fields, by their annotations.
@SuppressWarnings("UnusedVariable")
final class HttpRouteArgs extends ResourceArgs {
    @Import(name = "apiVersion")
    private final Output<String> apiVersion = Output.of("gateway.networking.k8s.io/v1");

    @Import(name = "kind")
    private final Output<String> kind = Output.of("HTTPRoute");

    @Import(name = "metadata")
    private final Output<ObjectMetaArgs> metadata;

    @Import(name = "spec")
    private final Output<Map<String, Object>> spec;

    private HttpRouteArgs(ObjectMetaArgs metadata, Map<String, Object> spec) {
        this.metadata = Output.of(metadata);
        this.spec = Output.of(spec);
    }

    /** Leads every path from {@code route}'s gateway to a Service. */
    static HttpRouteArgs to(String service, int port, Route route, ObjectMetaArgs metadata) {
        Map<String, Object> gateway = new HashMap<>(Map.of("name", route.gateway()));
        route.namespace().ifPresent(namespace -> gateway.put("namespace", namespace));
        Map<String, Object> spec = new HashMap<>(Map.of(
                "parentRefs", List.of(gateway),
                "rules", List.of(Map.of("backendRefs", List.of(Map.of("name", service, "port", port))))));
        route.host().ifPresent(host -> spec.put("hostnames", List.of(host)));
        return new HttpRouteArgs(metadata, spec);
    }
}
