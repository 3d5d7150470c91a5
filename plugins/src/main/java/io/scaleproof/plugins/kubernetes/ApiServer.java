package io.scaleproof.plugins.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.scaleproof.plugins.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API server as it is: JSON objects at paths. Throws {@link ApiException} when it refuses. */
final class ApiServer {
    static final String FIELD_MANAGER = "pulumi-kubernetes";

    /** An API server takes at most a minute for a request; webhooks have half of one. */
    private static final long REQUEST_TIMEOUT_SECONDS = 60;

    private static final Pattern WARNING = Pattern.compile("299 \\S+ \"((?:[^\"\\\\]|\\\\.)*)\"");

    private final HttpClient http;
    private final String url;

    ApiServer(Config config) {
        http = client(config);
        url = config.getMasterUrl().replaceAll("/+$", "");
    }

    private static HttpClient client(Config config) {
        JdkHttpClientFactory factory = new JdkHttpClientFactory();
        HttpClient.Builder builder = factory.newBuilder();
        HttpClientUtils.applyCommonConfiguration(config, builder, factory);
        return builder.build();
    }

    String url() {
        return url;
    }

    /** An object and what the API server warned about, such as a deprecated version. */
    record Answer(ObjectNode object, List<String> warnings) {}

    Optional<ObjectNode> find(String path) {
        try {
            return Optional.of(get(path, Map.of()));
        } catch (ApiException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    ObjectNode get(String path, Map<String, String> query) {
        return answer(send(request(path, query))).object();
    }

    String text(String path, Map<String, String> query) {
        HttpResponse<String> response = send(request(path, query));
        return response.isSuccessful()
                ? response.body()
                : answer(response).object().toString();
    }

    /**
     * Makes an object, which no request but this one can do: of two that come at once, the second is refused.
     *
     * @param path of the objects of its kind
     */
    Answer create(String path, ObjectNode object, boolean dryRun) {
        // What an apply refuses by itself, a creation only if it is told to: a misspelt field.
        Map<String, String> query = Map.of("fieldManager", FIELD_MANAGER, "fieldValidation", "Strict");
        return answer(send(request(path, dryRun ? with(query, "dryRun", "All") : query)
                .method("POST", "application/json", object.toString())));
    }

    /**
     * @param force whether fields that other managers own are taken from them
     */
    Answer apply(String path, ObjectNode object, boolean force, boolean dryRun) {
        Map<String, String> query =
                Map.of("fieldManager", FIELD_MANAGER, "force", String.valueOf(force), "fieldValidation", "Warn");
        return answer(send(request(path, dryRun ? with(query, "dryRun", "All") : query)
                .method("PATCH", "application/apply-patch+yaml", object.toString())));
    }

    /** Changes only the book-keeping of who manages what, and only if the object is still as it was read. */
    ObjectNode setManagedFields(String path, ObjectNode object, ArrayNode managedFields) {
        ArrayNode patch = Json.MAPPER.createArrayNode();
        patch.addObject()
                .put("op", "replace")
                .put("path", "/metadata/managedFields")
                .set("value", managedFields);
        patch.addObject()
                .put("op", "replace")
                .put("path", "/metadata/resourceVersion")
                .set("value", object.path("metadata").path("resourceVersion"));
        return answer(send(request(path, Map.of()).method("PATCH", "application/json-patch+json", patch.toString())))
                .object();
    }

    void delete(String path, String propagationPolicy) {
        answer(send(request(path, Map.of())
                .method(
                        "DELETE",
                        "application/json",
                        Json.object()
                                .put("propagationPolicy", propagationPolicy)
                                .toString())));
    }

    static Map<String, String> with(Map<String, String> query, String key, String value) {
        Map<String, String> extended = new TreeMap<>(query);
        extended.put(key, value);
        return extended;
    }

    private HttpRequest.Builder request(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&"));
        return http.newHttpRequestBuilder().uri(url + path + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.sendAsync(
                            request.timeout(REQUEST_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                                    .build(),
                            String.class)
                    .join();
        } catch (CompletionException e) {
            throw new UnreachableException(url, e.getCause());
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        ObjectNode body;
        try {
            body = Json.parse(response.body());
        } catch (JacksonException | ClassCastException e) {
            body = Json.object()
                    .put(
                            "message",
                            "HTTP %d: %s"
                                    .formatted(response.code(), response.body().strip()));
        }
        if (!response.isSuccessful()) {
            throw new ApiException(response.code(), body);
        }
        List<String> warnings = response.headers("Warning").stream()
                .flatMap(header -> WARNING.matcher(header).results())
                .map(match -> match.group(1).replaceAll("\\\\(.)", "$1"))
                .toList();
        return new Answer(body, warnings);
    }
}
