package io.scaleproof.plugins.kubernetes;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.Rehearsal;
import io.scaleproof.plugins.Rehearsal.Act;
import java.io.IOException;
import java.util.function.Consumer;
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
        RehearsalKeys keys = RehearsalKeys.made();
        HttpsServer https = HttpsServer.create();
        https.setHttpsConfigurator(keys.server());
        HttpServer server = Rehearsal.answering(https, 200, "application/json", ANSWER);
        try {
            stage.accept(new Act(
                    configuration(server.getAddress().getPort(), keys),
                    "kubernetes:apps/v1:Deployment",
                    Json.parse(INPUTS)));
        } finally {
            server.stop(0);
        }
    }

    /** As those kubeconfigs are that clusters for development write: server and user are known by their certificates. */
    private static ObjectNode configuration(int port, RehearsalKeys keys) throws IOException {
        return Json.object().put("kubeconfig", """
                        apiVersion: v1
                        kind: Config
                        current-context: rehearsal
                        clusters:
                        - name: rehearsal
                          cluster: {server: "https://127.0.0.1:%1$d", certificate-authority-data: %2$s}
                        users:
                        - name: rehearsal
                          user: {client-certificate-data: %2$s, client-key-data: %3$s}
                        contexts:
                        - name: rehearsal
                          context: {cluster: rehearsal, user: rehearsal}
                        """.formatted(port, keys.certificate(), keys.key()));
    }
}
