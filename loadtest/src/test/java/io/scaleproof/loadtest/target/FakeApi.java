package io.scaleproof.loadtest.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An API server that says what a test tells it to, and 404 to all else. Everybody is {@code tester} and may do anything. */
public final class FakeApi implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Answer> watchAnswers = new ConcurrentHashMap<>();
    private final Map<String, BlockingQueue<OpenWatch>> watches = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** Answers a request. */
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    public FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        on("/version", json("{\"gitVersion\": \"v1.37.2\"}"));
        on(
                "/api/v1/nodes",
                json(
                        "{\"kind\": \"NodeList\", \"apiVersion\": \"v1\", \"metadata\": {\"resourceVersion\": \"1\"}, \"items\": []}"));
        on(
                "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                json("{\"status\": {\"userInfo\": {\"username\": \"tester\"}}}"));
        on("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", json("{\"status\": {\"allowed\": true}}"));
        serves("apps", "v1", "Deployment", "StatefulSet");
    }

    /** Has all that is watched in namespace {@code shop}: nothing but a pod that is ready. */
    public void shop() {
        String none = "{\"metadata\": {\"resourceVersion\": \"1\"}, \"items\": []}";
        on("/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers", json(none));
        on("/apis/apps/v1/namespaces/shop/deployments", json(none));
        on("/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices", json(none));
        on("/api/v1/namespaces/shop/events", json(none));
        on("/api/v1/namespaces/shop/pods", json(none.replace("[]", """
                [{"metadata": {"name": "web-1", "uid": "1"},
                  "status": {"conditions": [{"type": "Ready", "status": "True"}]}}]""")));
    }

    /** From now on these kinds are served, each with a scale. */
    public void serves(String group, String version, String... kinds) {
        String resources = Stream.of(kinds)
                .map(kind -> """
                        {"name": "%1$ss", "kind": "%2$s", "namespaced": true},
                        {"name": "%1$ss/scale", "kind": "Scale", "group": "autoscaling", "version": "v1", "namespaced": true}""".formatted(kind.toLowerCase(Locale.ROOT), kind))
                .collect(joining(","));
        on("/apis/%s/%s".formatted(group, version), json("""
                {"kind": "APIResourceList", "groupVersion": "%s/%s", "resources": [%s]}""".formatted(group, version, resources)));
        on("/apis/" + group, json("""
                {"kind": "APIGroup", "name": "%1$s", "preferredVersion": {"groupVersion": "%1$s/%2$s", "version": "%2$s"}}""".formatted(group, version)));
    }

    /** From now on questions for {@code path}, whatever their query, get this answer. */
    public void on(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** From now on watches of {@code path} get this answer; without one they begin and go on until a test ends them. */
    public void onWatch(String path, Answer answer) {
        watchAnswers.put(path, answer);
    }

    /** From now on watches of {@code path} begin again. */
    public void allowWatch(String path) {
        watchAnswers.remove(path);
    }

    public static Answer json(String body) {
        return exchange -> send(exchange, 200, body);
    }

    public static Answer refusal(int code, String message) {
        return exchange -> send(exchange, code, status(code, message));
    }

    /** What the API server says of a failure. */
    public static String status(int code, String message) {
        return "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"message\": \"%s\", \"code\": %d}"
                .formatted(message, code);
    }

    private static void send(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** All that was asked, as method and path with its query, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** The next watch of {@code path}, from the first on, waited for. */
    public OpenWatch watch(String path) throws InterruptedException {
        OpenWatch watch = watchesOf(path).poll(20, TimeUnit.SECONDS);
        if (watch == null) {
            throw new AssertionError("nobody watches %s; asked were %s".formatted(path, asked));
        }
        return watch;
    }

    private BlockingQueue<OpenWatch> watchesOf(String path) {
        return watches.computeIfAbsent(path, any -> new LinkedBlockingQueue<>());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        boolean watch = String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true");
        Answer none = refusal(404, path + " not found");
        (watch ? watchAnswers.getOrDefault(path, begun -> begin(path, begun)) : answers.getOrDefault(path, none))
                .to(exchange);
    }

    private void begin(String path, HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        OpenWatch watch = new OpenWatch(exchange);
        watchesOf(path).add(watch);
        watch.hold();
    }

    /** A watch that is under way. */
    public static final class OpenWatch {
        private final HttpExchange exchange;
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile boolean cut;

        private OpenWatch(HttpExchange exchange) {
            this.exchange = exchange;
        }

        /** The version from which it was asked for. */
        public String version() {
            return exchange.getRequestURI().getQuery().replaceFirst(".*resourceVersion=", "");
        }

        /** Says that something happened: ADDED, MODIFIED, DELETED, BOOKMARK or ERROR. */
        public OpenWatch send(String type, String object) throws IOException {
            return sendLine("{\"type\": \"%s\", \"object\": %s}".formatted(type, object));
        }

        public OpenWatch sendLine(String line) throws IOException {
            exchange.getResponseBody().write((line + "\n").getBytes(UTF_8));
            exchange.getResponseBody().flush();
            return this;
        }

        /** Ends it as the API server does when its time is over. */
        public void end() {
            over.countDown();
        }

        /** Closes its connection in mid-answer. */
        public void cut() {
            cut = true;
            over.countDown();
        }

        private void hold() throws IOException {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (cut) {
                throw new IOException("cut by the test");
            }
            exchange.close();
        }
    }

    /** A connection to it. */
    public Cluster connect() throws CouldNotRun {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .build();
        return Cluster.connect(config, "fake");
    }

    @Override
    public void close() {
        watches.values().forEach(open -> open.forEach(OpenWatch::end));
        server.stop(0);
    }
}
