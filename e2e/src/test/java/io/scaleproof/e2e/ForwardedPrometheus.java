package io.scaleproof.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A Prometheus of the cluster, through a port-forward. */
final class ForwardedPrometheus implements AutoCloseable {
    private static final int PORT = 39090;
    private static final Duration START = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process forward;
    private final Path log;

    private ForwardedPrometheus(Process forward, Path log) {
        this.forward = forward;
        this.log = log;
    }

    /** The stack's own, as the stack's output says. */
    static ForwardedPrometheus of(Stack stack) throws IOException {
        return by(stack.type("pulumi stack output prometheus --stack " + stack.name())
                .ok()
                .output()
                .strip());
    }

    /** @param typed a {@code kubectl port-forward} to port 9090 */
    static ForwardedPrometheus by(String typed) throws IOException {
        Path log = Files.createTempFile("scaleproof-forward", ".log");
        // exec, so that ending it ends kubectl; on a port of its own beside whatever else is on 9090.
        Process forward =
                new Command(WorkingCopy.repository()).start("exec " + typed.replaceFirst("9090$", PORT + ":9090"), log);
        ForwardedPrometheus prometheus = new ForwardedPrometheus(forward, log);
        await("port-forward").atMost(START).until(prometheus::isReady);
        return prometheus;
    }

    String url() {
        return "http://127.0.0.1:" + PORT;
    }

    /** Values of a query at this moment that are numbers. */
    List<Double> figures(String query) throws IOException, InterruptedException {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        if (!answer.at("/status").asText().equals("success")) {
            throw new AssertionError(query + ": " + answer);
        }
        return answer.at("/data/result")
                .valueStream()
                .map(series -> Double.parseDouble(series.at("/value/1").asText()))
                .filter(value -> !value.isNaN())
                .toList();
    }

    /** The names of the alerts that fire. */
    Set<String> firing() throws IOException, InterruptedException {
        return get("/api/v1/alerts")
                .at("/data/alerts")
                .valueStream()
                .filter(alert -> alert.at("/state").asText().equals("firing"))
                .map(alert -> alert.at("/labels/alertname").asText())
                .collect(Collectors.toSet());
    }

    /** What its API has at {@code path}. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return StackCopy.parse(http.send(request(path), BodyHandlers.ofString()).body());
    }

    private boolean isReady() throws InterruptedException {
        if (!forward.isAlive()) {
            throw new AssertionError("the port-forward ended: " + Command.read(log));
        }
        try {
            return http.send(request("/-/ready"), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    @Override
    public void close() throws IOException {
        forward.destroy();
        forward.onExit().join();
        http.close();
        Files.delete(log);
    }
}
