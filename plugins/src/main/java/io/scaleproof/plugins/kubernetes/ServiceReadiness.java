package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.kubernetes.Progress.Ready;
import io.scaleproof.plugins.kubernetes.Progress.Waiting;
import tools.jackson.databind.JsonNode;

/** Reachable: at least one ready endpoint, and an address if a load balancer is to give one. */
final class ServiceReadiness implements Readiness {
    @Override
    public Progress of(JsonNode live, RelatedObjects related) {
        JsonNode spec = live.path("spec");
        String type = spec.path("type").asString("ClusterIP");
        boolean headless = "None".equals(spec.path("clusterIP").asString(""));
        boolean selects = !spec.path("selector").isEmpty();
        if (type.equals("LoadBalancer")
                && live.path("status").path("loadBalancer").path("ingress").isEmpty()) {
            return new Waiting("[no load balancer has given it an address yet]");
        }
        if (type.equals("ExternalName") || headless || !selects || hasReadyEndpoint(live, related)) {
            return new Ready();
        }
        return new Waiting("[no ready pod has the labels that it selects: " + spec.path("selector") + "]");
    }

    private static boolean hasReadyEndpoint(JsonNode service, RelatedObjects related) {
        ObjectId id = ObjectId.of(service);
        return related.endpointSlices(id.namespace(), id.name()).stream()
                .flatMap(slice -> slice.path("endpoints").valueStream())
                // By definition of the field, unknown readiness counts as ready.
                .anyMatch(endpoint -> endpoint.path("conditions").path("ready").asBoolean(true));
    }
}
