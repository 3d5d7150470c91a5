package io.scaleproof.plugins.kubernetes;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.Rehearsal;
import io.scaleproof.plugins.Rehearsal.Act;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.node.ObjectNode;

/** A Deployment on an API server that has only that one, and says so whatever it is asked. */
final class KubernetesRehearsal implements Rehearsal.Play {
    private static final String ANSWER = """
            {"apiVersion": "apps/v1", "kind": "Deployment",
             "resources": [{"name": "deployments", "kind": "Deployment", "namespaced": true}],
             "metadata": {"name": "rehearsal", "namespace": "default", "uid": "1", "generation": 1},
             "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "rehearsal"}}},
             "status": {"observedGeneration": 1, "replicas": 1, "updatedReplicas": 1, "availableReplicas": 1}}
            """;
    private static final String INPUTS = """
            {"apiVersion": "apps/v1", "kind": "Deployment",
             "metadata": {"labels": {"app": "rehearsal"}},
             "spec": {"selector": {"matchLabels": {"app": "rehearsal"}},
                      "template": {"spec": {"containers": [{"name": "rehearsal", "image": "rehearsal"}]}}}}
            """;

    @Override
    public void on(Consumer<Act> stage) throws IOException, InterruptedException {
        HttpsServer https = HttpsServer.create();
        https.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        HttpServer server = Rehearsal.answering(https, 200, "application/json", ANSWER);
        try {
            stage.accept(new Act(
                    configuration(server.getAddress().getPort()), "kubernetes:apps/v1:Deployment", Json.parse(INPUTS)));
        } finally {
            server.stop(0);
        }
    }

    private static ObjectNode configuration(int port) {
        return Json.object().put("kubeconfig", """
                        apiVersion: v1
                        kind: Config
                        current-context: rehearsal
                        clusters:
                        - name: rehearsal
                          cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}
                        users:
                        - name: rehearsal
                          user: {token: rehearsal}
                        contexts:
                        - name: rehearsal
                          context: {cluster: rehearsal, user: rehearsal}
                        """.formatted(port));
    }

    private static SSLContext selfSigned() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("scaleproof-rehearsal-");
        Path store = folder.resolve("store.p12");
        char[] password = "rehearsal".toCharArray();
        try {
            int status = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            "rehearsal",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=rehearsal")
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException("keytool ended with status " + status);
            }
            try (InputStream content = Files.newInputStream(store)) {
                KeyStore keys = KeyStore.getInstance("PKCS12");
                keys.load(content, password);
                KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                managers.init(keys, password);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(managers.getKeyManagers(), null, null);
                return context;
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        } finally {
            Files.deleteIfExists(store);
            Files.delete(folder);
        }
    }
}
