package io.scaleproof.infra.monitoring;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As much of an API server as kube-state-metrics asks for: lists and watches of objects that never change. */
final class FakeKubeApi implements AutoCloseable {
    private static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";

    private final JsonObject objects =
            JsonParser.parseString(Template.text("objects.json")).getAsJsonObject();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    FakeKubeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String kind = path.substring(path.lastIndexOf('/') + 1);
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            if (path.equals("/version")) {
                send(exchange, 200, "{\"major\":\"1\",\"minor\":\"37\",\"gitVersion\":\"v1.37.2\"}");
            } else if (!objects.has(kind)) {
                send(exchange, 404, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":404}");
            } else if (query.contains("watch=")) {
                watch(exchange, kind, query.contains("sendInitialEvents=true"));
            } else {
                send(exchange, 200, list(kind).toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private JsonObject list(String kind) {
        JsonObject first = object(kind);
        var list = new JsonObject();
        list.addProperty("kind", first.get("kind").getAsString() + "List");
        list.add("apiVersion", first.get("apiVersion"));
        list.add("metadata", JsonParser.parseString("{\"resourceVersion\": \"1\"}"));
        var items = new JsonArray();
        items.add(first);
        list.add("items", items);
        return list;
    }

    private JsonObject object(String kind) {
        return objects.get(kind).getAsJsonObject();
    }

    /** A client of today asks for what there is by the watch, and is told where that ends. */
    private void watch(HttpExchange exchange, String kind, boolean fromTheBegin)
            throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        if (fromTheBegin) {
            out.write(event("ADDED", object(kind)));
            JsonObject mark = object(kind).deepCopy();
            mark.add(
                    "metadata",
                    JsonParser.parseString("{\"resourceVersion\": \"1\", \"annotations\": {\"%s\": \"true\"}}"
                            .formatted(INITIAL_EVENTS_END)));
            out.write(event("BOOKMARK", mark));
        }
        out.flush();
        closed.await();
    }

    private static byte[] event(String type, JsonElement object) {
        var event = new JsonObject();
        event.addProperty("type", type);
        event.add("object", object);
        return (event + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
