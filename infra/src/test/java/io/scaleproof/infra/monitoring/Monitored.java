package io.scaleproof.infra.monitoring;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * What a dashboard asks about, on this machine: the service itself under a little load, kube-state-metrics itself before an API
 * server that is made up, figures of a kubelet and of a load test as these write them, and a Prometheus that scrapes them by the
 * rules.
 */
final class Monitored implements AutoCloseable {
    private static final Path SERVICE = Path.of("..", "service", "target", "service.jar");
    private static final Duration START = Duration.ofMinutes(3);

    private final Deque<Closing> started = new ArrayDeque<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final long began = System.nanoTime();
    private final String prometheus;
    private final String service;

    /** Ends what was started, whatever it is. */
    private interface Closing {
        void close();
    }

    private Monitored(Path folder) throws IOException {
        Path program = Built.orSkip("prometheus");
        Path metrics = Built.orSkip("kube-state-metrics");
        Built.orSkip(Files.exists(SERVICE), SERVICE.toString());
        started.push(http::close);
        service = service(folder);
        String kubeStateMetrics = kubeStateMetrics(folder, metrics);
        Files.writeString(folder.resolve("rules.yml"), Rules.of("scaleproof"));
        Path configuration = Files.writeString(
                folder.resolve("prometheus.yml"),
                Template.filled(
                        "panels-prometheus.yml",
                        Map.of("SERVICE", service, "KUBE_STATE_METRICS", kubeStateMetrics, "FIXTURES", fixtures())));
        prometheus = address();
        Started process = start(
                folder.resolve("prometheus.log"),
                Map.of(),
                program.toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=" + prometheus);
        awaitAnswer(process, "http://" + prometheus + "/-/ready");
    }

    /** Begins all of it; the test is skipped where a part is not built. */
    static Monitored in(Path folder) throws IOException {
        return new Monitored(folder);
    }

    /** What a query answers at this moment: its values that are numbers. */
    List<Double> figures(String query) throws IOException, InterruptedException {
        String answer = get("http://%s/api/v1/query?query=%s"
                .formatted(prometheus, URLEncoder.encode(query, StandardCharsets.UTF_8)));
        var said = JsonParser.parseString(answer).getAsJsonObject();
        if (!said.get("status").getAsString().equals("success")) {
            throw new AssertionError("%s: %s".formatted(query, answer));
        }
        return StreamSupport.stream(
                        said.getAsJsonObject("data").getAsJsonArray("result").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(series ->
                        Double.parseDouble(series.getAsJsonArray("value").get(1).getAsString()))
                .filter(value -> !value.isNaN())
                .toList();
    }

    /** What Prometheus itself says of its rules. */
    String rules() throws IOException, InterruptedException {
        return get("http://" + prometheus + "/api/v1/rules");
    }

    /** One request that is answered well: a service that fails nobody has to be seen, too. */
    void load() throws IOException, InterruptedException {
        get("http://" + service + "/load?millis=30");
    }

    private String service(Path folder) throws IOException {
        String address = address();
        Started process = start(
                folder.resolve("service.log"),
                Map.of("SCALEPROOF_HTTP_PORT", address.substring(address.indexOf(':') + 1), "POD_NAME", "scaleproof-a"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                SERVICE.toString(),
                "io.scaleproof.service.Application");
        awaitAnswer(process, "http://" + address + "/health/readiness");
        return address;
    }

    private String kubeStateMetrics(Path folder, Path program) throws IOException {
        var api = new FakeKubeApi();
        started.push(api::close);
        String address = address();
        Started process = start(
                folder.resolve("kube-state-metrics.log"),
                Map.of(),
                program.toString(),
                "--apiserver=" + api.url(),
                "--namespaces=scaleproof",
                "--resources=horizontalpodautoscalers,deployments,pods",
                "--host=127.0.0.1",
                "--port=" + address.substring(address.indexOf(':') + 1),
                "--telemetry-host=127.0.0.1",
                "--telemetry-port=" + port());
        awaitAnswer(process, "http://" + address + "/healthz");
        return address;
    }

    private String fixtures() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", this::fixtures);
        server.start();
        started.push(() -> server.stop(0));
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** A fifth of the periods is throttled. */
    private void fixtures(HttpExchange exchange) throws IOException {
        double seconds = (System.nanoTime() - began) / 1e9;
        Map<String, String> now = Map.of(
                "SECONDS", Double.toString(seconds),
                "PERIODS", Double.toString(5 * seconds),
                "NOW", Long.toString(System.currentTimeMillis()));
        byte[] text = (Template.filled("kubelet.txt", now) + Template.filled("run.txt", now))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    private Started start(Path log, Map<String, String> environment, String... command) throws IOException {
        Started process = Started.of(log, environment, List.of(command));
        started.push(process::close);
        return process;
    }

    private void awaitAnswer(Started process, String url) {
        await(url)
                .atMost(START)
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .failFast(() -> {
                    if (!process.process().isAlive()) {
                        throw new AssertionError(process.said());
                    }
                })
                .until(() -> http.send(request(url), BodyHandlers.discarding()).statusCode() == 200);
    }

    private String get(String url) throws IOException, InterruptedException {
        return http.send(request(url), BodyHandlers.ofString()).body();
    }

    private static HttpRequest request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).build();
    }

    private static String address() throws IOException {
        return "127.0.0.1:" + port();
    }

    private static int port() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The last that was started goes first. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }
}
