package io.scaleproof.plugins.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** What the API server serves: from a kind to the path of its objects. */
final class Kinds {
    private final ApiServer server;
    private final Map<String, List<Kind>> byApiVersion = new ConcurrentHashMap<>();

    Kinds(ApiServer server) {
        this.server = server;
    }

    /** A kind as it is served. */
    record Kind(String apiVersion, String name, String plural, boolean namespaced) {
        String path(String namespace) {
            return root(apiVersion) + (namespaced ? "/namespaces/" + namespace : "") + "/" + plural;
        }

        String path(String namespace, String objectName) {
            return path(namespace) + "/" + objectName;
        }
    }

    static String root(String apiVersion) {
        return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    }

    /** Empty when it is not served (yet: a definition may still be coming, so only finds are remembered). */
    Optional<Kind> find(String apiVersion, String name) {
        return named(name, byApiVersion.getOrDefault(apiVersion, List.of())).or(() -> {
            byApiVersion.put(apiVersion, discover(apiVersion));
            return named(name, byApiVersion.get(apiVersion));
        });
    }

    private static Optional<Kind> named(String name, List<Kind> kinds) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    private List<Kind> discover(String apiVersion) {
        return server.find(root(apiVersion)).stream()
                .flatMap(list -> list.path("resources").valueStream())
                .filter(resource -> !resource.path("name").asString("").contains("/"))
                .map(resource -> kind(apiVersion, resource))
                .toList();
    }

    private static Kind kind(String apiVersion, JsonNode resource) {
        return new Kind(
                apiVersion,
                resource.path("kind").asString(),
                resource.path("name").asString(),
                resource.path("namespaced").asBoolean());
    }
}
