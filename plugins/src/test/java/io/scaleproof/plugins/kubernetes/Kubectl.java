package io.scaleproof.plugins.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.scaleproof.plugins.Json;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Somebody else at work on the cluster, under kubectl's name or another. */
final class Kubectl {
    private final Config config;
    private final HttpClient http;

    Kubectl(Config config) {
        this.config = config;
        JdkHttpClientFactory factory = new JdkHttpClientFactory();
        HttpClient.Builder builder = factory.newBuilder();
        HttpClientUtils.applyCommonConfiguration(config, builder, factory);
        http = builder.build();
    }

    ObjectNode create(String path, ObjectNode object) {
        return send("POST", path + "?fieldManager=kubectl-create", "application/json", object);
    }

    /** Reads, changes and writes, again if a controller wrote meanwhile. */
    void edit(ApiServer server, String path, UnaryOperator<ObjectNode> change) {
        for (int attempt = 1; ; attempt++) {
            try {
                send(
                        "PUT",
                        path + "?fieldManager=kubectl-edit",
                        "application/json",
                        change.apply(server.get(path, Map.of())));
                return;
            } catch (IllegalStateException e) {
                if (attempt == 5 || !e.getMessage().contains("the object has been modified")) {
                    throw e;
                }
            }
        }
    }

    ObjectNode merge(String path, ObjectNode patch, String manager) {
        return send("PATCH", path + "?fieldManager=" + manager, "application/merge-patch+json", patch);
    }

    private ObjectNode send(String method, String path, String contentType, ObjectNode body) {
        String url = config.getMasterUrl().replaceAll("/+$", "") + path;
        HttpResponse<String> response = http.sendAsync(
                        http.newHttpRequestBuilder()
                                .uri(url)
                                .method(method, contentType, body.toString())
                                .build(),
                        String.class)
                .join();
        if (!response.isSuccessful()) {
            throw new IllegalStateException(method + " " + path + ": " + response.body());
        }
        return Json.parse(response.body());
    }
}
