package io.scaleproof.plugins.kubernetes;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Related objects as the API server has them. */
final class ServedObjects implements RelatedObjects {
    private static final int LOG_LINES = 10;

    private final ApiServer server;

    ServedObjects(ApiServer server) {
        this.server = server;
    }

    @Override
    public List<JsonNode> pods(String namespace, String labelSelector) {
        return list("/api/v1/namespaces/" + namespace + "/pods", Map.of("labelSelector", labelSelector));
    }

    @Override
    public List<JsonNode> replicaSets(String namespace, String labelSelector) {
        return list("/apis/apps/v1/namespaces/" + namespace + "/replicasets", Map.of("labelSelector", labelSelector));
    }

    @Override
    public List<JsonNode> endpointSlices(String namespace, String service) {
        return list(
                "/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices",
                Map.of("labelSelector", "kubernetes.io/service-name=" + service));
    }

    @Override
    public List<JsonNode> events(JsonNode object) {
        ObjectId id = ObjectId.of(object);
        return list(
                "/api/v1/namespaces/" + id.namespace() + "/events",
                Map.of(
                        "fieldSelector",
                        "involvedObject.uid="
                                + object.path("metadata").path("uid").asString("")));
    }

    @Override
    public String lastLogLines(JsonNode pod, String container) {
        ObjectId id = ObjectId.of(pod);
        String path = "/api/v1/namespaces/" + id.namespace() + "/pods/" + id.name() + "/log";
        Map<String, String> query = Map.of("container", container, "tailLines", String.valueOf(LOG_LINES));
        try {
            return server.text(path, ApiServer.with(query, "previous", "true")).strip();
        } catch (ApiException noPreviousRun) {
            try {
                return server.text(path, query).strip();
            } catch (ApiException noLog) {
                return "(no log: " + noLog.getMessage() + ")";
            }
        }
    }

    private List<JsonNode> list(String path, Map<String, String> query) {
        return server.get(path, query).path("items").valueStream().toList();
    }
}
