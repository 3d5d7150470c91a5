package io.scaleproof.plugins.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.scaleproof.plugins.Json;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import tools.jackson.databind.node.ObjectNode;

/**
 * A real API server with its etcd and the controllers of Deployments, namespaces and garbage, but no node. One serves all
 * tests of a run and ends with it.
 */
final class TestCluster implements ParameterResolver {
    private static final String TOKEN = "test";
    private static final String CONTROLLERS =
            "deployment-controller,replicaset-controller,namespace-controller,garbage-collector-controller";

    private final int port = freePort();
    private final List<Process> processes = new ArrayList<>();
    private Path folder;
    private ApiServer server;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestCluster.class;
    }

    @Override
    public TestCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(TestCluster.class))
                .getOrComputeIfAbsent("cluster", any -> new Running(start()), Running.class)
                .cluster();
    }

    private record Running(TestCluster cluster) implements AutoCloseable {
        @Override
        public void close() {
            cluster.stop();
        }
    }

    ApiServer server() {
        return server;
    }

    String url() {
        return "https://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    ObjectNode configuration() {
        return configuration(port);
    }

    /** A provider's configuration for the cluster as it is reached through a port. */
    static ObjectNode configuration(int port) {
        return Json.object().put("kubeconfig", """
                        apiVersion: v1
                        kind: Config
                        current-context: test
                        clusters:
                        - name: test
                          cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}
                        users:
                        - name: test
                          user: {token: %s}
                        contexts:
                        - name: test
                          context: {cluster: test, user: test}
                        """.formatted(port, TOKEN));
    }

    private TestCluster start() {
        // For the case that the run is ended from outside.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> processes.forEach(Process::destroy)));
        try {
            folder = Files.createTempDirectory("scaleproof-plugins-it-");
            int etcdPort = freePort();
            String etcd = "http://127.0.0.1:" + etcdPort;
            String peer = "http://127.0.0.1:" + freePort();
            run(
                    "etcd",
                    List.of(
                            "--data-dir",
                            file("etcd").toString(),
                            "--unsafe-no-fsync",
                            "--listen-client-urls",
                            etcd,
                            "--advertise-client-urls",
                            etcd,
                            "--listen-peer-urls",
                            peer,
                            "--initial-advertise-peer-urls",
                            peer,
                            "--initial-cluster",
                            "default=" + peer));
            Path key = writeKey();
            Path tokens = Files.writeString(file("tokens.csv"), TOKEN + ",admin,admin,system:masters\n");
            run(
                    "kube-apiserver",
                    List.of(
                            "--etcd-servers=" + etcd,
                            "--secure-port=" + port,
                            "--bind-address=127.0.0.1",
                            "--cert-dir=" + file("certificates"),
                            "--token-auth-file=" + tokens,
                            "--authorization-mode=RBAC",
                            "--service-account-issuer=https://test",
                            "--service-account-key-file=" + key,
                            "--service-account-signing-key-file=" + key,
                            "--service-cluster-ip-range=10.98.0.0/16",
                            "--disable-admission-plugins=ServiceAccount"));
            Config config = ClusterConfig.of(configuration()).client();
            server = new ApiServer(config);
            await("the API server is ready", () -> "ok".equals(server.text("/readyz", Map.of())));
            Path kubeconfig = Files.writeString(
                    file("kubeconfig"), configuration().path("kubeconfig").asString());
            run(
                    "kube-controller-manager",
                    List.of(
                            "--kubeconfig=" + kubeconfig,
                            "--leader-elect=false",
                            "--secure-port=0",
                            "--controllers=" + CONTROLLERS));
            await(
                    "the default namespace exists",
                    () -> server.find("/api/v1/namespaces/default").isPresent());
            return this;
        } catch (IOException | RuntimeException | Error e) {
            stop();
            throw new IllegalStateException(e.getMessage() + "\n" + lastLogLines(), e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private Path writeKey() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            String key = Base64.getMimeEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            return Files.writeString(
                    file("service-account.key"),
                    "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(find(program).toString()));
        command.addAll(arguments);
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(file(program + ".log").toFile())
                .start());
    }

    private static Path find(String program) {
        String folders =
                System.getenv().getOrDefault("SCALEPROOF_BIN", "") + File.pathSeparator + System.getenv("PATH");
        return Stream.of(folders.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(("these tests need a real API server, and there is no %s in "
                                        + "SCALEPROOF_BIN or PATH. With the stand-in: eval \"$(cluster/env)\"")
                                .formatted(program)));
    }

    void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(3));
        while (!holds(condition)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("not within 3 minutes: " + what);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (UnreachableException | ApiException notYet) {
            return false;
        }
    }

    private String lastLogLines() {
        StringBuilder all = new StringBuilder();
        for (String program : List.of("etcd", "kube-apiserver", "kube-controller-manager")) {
            try {
                List<String> lines = Files.readAllLines(file(program + ".log"));
                all.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size())))
                        .append('\n');
            } catch (IOException neverStarted) {
                all.append(program).append(" wrote nothing\n");
            }
        }
        return all.toString();
    }

    private void stop() {
        try {
            for (Process process : processes.reversed()) {
                process.destroy();
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
