package io.scaleproof.plugins.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.scaleproof.plugins.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The part of Docker's API that the plugin uses, as daemons answer it; what they would do is not done. */
final class FakeDaemon implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> images = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile String buildAnswer = stream("Step 1/1 : FROM scratch\n") + stream("Successfully built 1\n");
    private volatile String pushAnswer = "{\"status\": \"latest: digest: sha256:2 size: 1\"}\n";
    private volatile String credentials = "";

    FakeDaemon() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    static String stream(String text) {
        return Json.object().put("stream", text) + "\n";
    }

    static String error(String message) {
        return "{\"error\": \"%s\", \"errorDetail\": {\"message\": \"%s\"}}\n".formatted(message, message);
    }

    String host() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    void buildsWith(String... answers) {
        buildAnswer = String.join("", answers);
    }

    void pushesWith(String answer) {
        pushAnswer = answer;
    }

    void forget() {
        images.clear();
    }

    List<String> requests(String prefix) {
        return Stream.of(requests.toArray(String[]::new))
                .filter(request -> request.startsWith(prefix))
                .toList();
    }

    /** Those that came with the last push. */
    String credentials() {
        return credentials;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath().replaceFirst("^/v[0-9.]+", "");
            requests.add(exchange.getRequestMethod() + " " + path + "?"
                    + exchange.getRequestURI().getQuery());
            switch (exchange.getRequestMethod() + " " + path.replaceAll("^/images/.*/", "/images/x/")) {
                case "GET /info" -> answer(exchange, 200, "{\"OSType\": \"linux\", \"Architecture\": \"x86_64\"}");
                case "POST /build" -> {
                    String query = exchange.getRequestURI().getQuery();
                    if (!buildAnswer.contains("\"error\"")) {
                        images.put(query.replaceAll(".*\\bt=([^&]*).*", "$1"), "sha256:" + body.length);
                    }
                    answer(exchange, 200, buildAnswer);
                }
                case "POST /images/x/push" -> {
                    credentials = new String(
                            Base64.getUrlDecoder()
                                    .decode(exchange.getRequestHeaders().getFirst("X-Registry-Auth")),
                            StandardCharsets.UTF_8);
                    answer(exchange, 200, pushAnswer);
                }
                case "GET /images/x/get" -> answer(exchange, 200, "the image of " + path);
                case "GET /images/x/json" -> inspect(exchange, path.substring("/images/".length(), path.length() - 5));
                default -> answer(exchange, 500, "{\"message\": \"not expected: " + path + "\"}");
            }
        }
    }

    private void inspect(HttpExchange exchange, String image) throws IOException {
        if (!images.containsKey(image)) {
            answer(exchange, 404, "{\"message\": \"No such image\"}");
            return;
        }
        answer(exchange, 200, """
                {"Id": "%s", "RepoDigests": ["other.example/app@sha256:1", "%s@sha256:2"]}
                """.formatted(images.get(image), DockerDaemon.repository(image)));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
