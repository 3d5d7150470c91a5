package io.scaleproof.plugins.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.PluginClient;
import io.scaleproof.plugins.PluginClient.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * A real daemon and Debian's docker-registry with a password. Skipped, and reported so, where one of them is missing: no
 * test of this module starts a daemon.
 */
class RegistryIT {
    private static final String URN = PluginClient.urn("docker:index/image:Image", "app");
    private static final String USER = "pusher";
    private static final String PASSWORD = "registry-secret";

    /** {@code htpasswd -nbB pusher registry-secret}. */
    private static final String HTPASSWD = "pusher:$2y$05$abcdefghijklmnopqrstuubNCCgMNqYiQA5BMGxm7McAPft53drSm\n";

    @TempDir
    Path folder;

    private PluginClient plugin;
    private Process registry;
    private String server;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(System.getenv("DOCKER_HOST") != null, "no Docker daemon: DOCKER_HOST is not set");
        assumeTrue(isOnPath("docker-registry"), "no docker-registry on PATH: apt-get install docker-registry");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server = "127.0.0.1:" + free.getLocalPort();
        }
        Path users = Files.writeString(folder.resolve("htpasswd"), HTPASSWD);
        Path config =
                Files.writeString(folder.resolve("config.yml"), """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "%s"}
                auth: {htpasswd: {realm: test, path: %s}}
                """.formatted(folder.resolve("data"), server, users));
        registry = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start();
        awaitRegistry();
        plugin = new PluginClient(engine -> new DockerPlugin(engine, Optional.empty())).configured(Json.object());
        Path context = Files.createDirectories(folder.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY content /content\n");
        Files.writeString(context.resolve("content"), UUID.randomUUID().toString());
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(part -> Files.isExecutable(Path.of(part, program)));
    }

    private void awaitRegistry() throws InterruptedException {
        for (int attempt = 0; attempt < 600; attempt++) {
            try {
                get("/v2/");
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("docker-registry does not answer at " + server);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        String credentials =
                Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://" + server + path))
                            .header("Authorization", "Basic " + credentials)
                            .header("Accept", "application/vnd.docker.distribution.manifest.v2+json")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        removeImage();
        if (plugin != null) {
            plugin.close();
        }
        if (registry != null) {
            registry.destroy();
            registry.waitFor();
        }
    }

    private void removeImage() {
        if (registry == null) {
            return;
        }
        try {
            DockerClientConfig config =
                    DefaultDockerClientConfig.createDefaultConfigBuilder().build();
            DockerClientImpl.getInstance(
                            config,
                            new ZerodepDockerHttpClient.Builder()
                                    .dockerHost(config.getDockerHost())
                                    .build())
                    .removeImageCmd(server + "/shop/app:1")
                    .withForce(true)
                    .exec();
        } catch (NotFoundException wasNotBuilt) {
            // A failed build leaves none.
        }
    }

    private ObjectNode program(String password) {
        ObjectNode image = Json.object().put("imageName", server + "/shop/app:1");
        image.withObject("build").put("context", folder.resolve("context").toString());
        image.withObject("registry").put("server", server).put("username", USER).put("password", password);
        return image;
    }

    @Test
    void anImageIsPushedAndFoundUnderItsDigest() throws Exception {
        State state = plugin.create(URN, program(PASSWORD));

        String reference = state.outputs().path("repoDigest").asString();
        assertThat(reference).startsWith(server + "/shop/app@sha256:");
        String digest = reference.substring(reference.indexOf('@') + 1);
        assertThat(get("/v2/shop/app/manifests/" + digest).statusCode()).isEqualTo(200);
        assertThat(get("/v2/shop/app/manifests/1").headers().firstValue("Docker-Content-Digest"))
                .hasValue(digest);
    }

    @Test
    void aWrongPasswordIsTheRegistrysToRefuse() {
        assertThatThrownBy(() -> plugin.create(URN, program("wrong")))
                .hasMessageContaining(
                        "push of %s/shop/app:1 failed: unauthorized: authentication required".formatted(server));
    }

    @Test
    void aBuildThatFailsEndsWithTheDaemonsWords() throws IOException {
        Files.writeString(folder.resolve("context/Dockerfile"), "FROM scratch\nCOPY missing /content\n");

        assertThatThrownBy(() -> plugin.create(URN, program(PASSWORD)))
                .hasMessageContaining("build of %s/shop/app:1 failed: ".formatted(server))
                .hasMessageContaining("missing")
                .hasMessageContaining("Step 2/2 : COPY missing /content");
    }
}
