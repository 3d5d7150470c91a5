package io.scaleproof.loadtest.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus on this machine that scrapes nothing. */
final class LocalPrometheus implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String url;

    private LocalPrometheus(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** The one of the stand-in's binaries or of the path; the test is skipped without, but for {@code make test-monitoring}. */
    static LocalPrometheus orSkip(Path folder, String... flags) throws IOException {
        Optional<Path> program = Stream.concat(
                        Stream.ofNullable(System.getenv("SCALEPROOF_BIN")),
                        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)))
                .map(bin -> Path.of(bin, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
        if (Boolean.getBoolean("scaleproof.built")) {
            assertThat(program).as("prometheus").isPresent();
        }
        assumeTrue(program.isPresent(), "prometheus is not built: make test-monitoring");
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []\n");
        String address = "127.0.0.1:" + freePort();
        List<String> command = new ArrayList<>(List.of(
                program.get().toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=" + address));
        command.addAll(List.of(flags));
        Path log = folder.resolve("prometheus.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        LocalPrometheus prometheus = new LocalPrometheus(process, "http://" + address);
        await("prometheus is ready, or says why not in " + log)
                .atMost(Duration.ofMinutes(2))
                .until(prometheus::isReady);
        return prometheus;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String url() {
        return url;
    }

    /** What the one series of an answer is at a time; empty where there is none. */
    Optional<Double> value(String query, Instant at) throws IOException, InterruptedException {
        String asked = "%s/api/v1/query?query=%s&time=%s"
                .formatted(url, URLEncoder.encode(query, StandardCharsets.UTF_8), at.toEpochMilli() / 1e3);
        JsonNode result = JsonMapper.shared().readTree(get(asked).body()).at("/data/result");
        if (result.size() > 1) {
            throw new AssertionError("one series was expected of %s: %s".formatted(query, result));
        }
        return Optional.ofNullable(result.get(0))
                .map(series -> Double.parseDouble(series.at("/value/1").asString()));
    }

    private boolean isReady() {
        try {
            return get(url + "/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        http.close();
    }
}
