package io.scaleproof.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.PluginClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import tools.jackson.databind.node.ObjectNode;

class ClusterConfigTest {
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: minikube
            clusters:
            - name: one
              cluster: {server: "https://127.0.0.1:1"}
            - name: two
              cluster: {server: "https://127.0.0.1:2"}
            users:
            - name: admin
              user: {token: t}
            contexts:
            - name: minikube
              context: {cluster: one, user: admin, namespace: shop}
            - name: other
              context: {cluster: two, user: admin}
            """;

    @TempDir
    Path folder;

    private ObjectNode inFile() throws IOException {
        Path file = Files.writeString(folder.resolve("kubeconfig"), KUBECONFIG);
        return Json.object().put("kubeconfig", file.toString());
    }

    @Test
    void takesTheCurrentContextOfAFile() throws IOException {
        ClusterConfig config = ClusterConfig.of(inFile());

        assertThat(config.client().getMasterUrl()).startsWith("https://127.0.0.1:1");
        assertThat(config.namespace()).isEqualTo("shop");
    }

    @Test
    void takesTheContextThatIsNamed() throws IOException {
        ClusterConfig config = ClusterConfig.of(inFile().put("context", "other"));

        assertThat(config.client().getMasterUrl()).startsWith("https://127.0.0.1:2");
        assertThat(config.namespace()).isEqualTo("default");
    }

    @Test
    void takesAKubeconfigGivenAsText() {
        ClusterConfig config = ClusterConfig.of(Json.object()
                .put("kubeconfig", KUBECONFIG)
                .put("context", "other")
                .put("namespace", "mine"));

        assertThat(config.client().getMasterUrl()).startsWith("https://127.0.0.1:2");
        assertThat(config.namespace()).isEqualTo("mine");
    }

    @Test
    void saysWhichContextsThereAre() throws IOException {
        ObjectNode wrong = inFile().put("context", "minicube");

        assertThatThrownBy(() -> ClusterConfig.of(wrong))
                .hasMessage(("there is no context minicube in %s; it has minikube, other. Choose one: "
                                + "pulumi config set kubernetes:context NAME, or name another file: export KUBECONFIG=FILE")
                        .formatted(folder.resolve("kubeconfig")));
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        assertThatThrownBy(() -> ClusterConfig.of(Json.object().put("kubeconfig", "/no/such/file")))
                .hasMessage("kubernetes:kubeconfig is /no/such/file, and there is no such readable file. "
                        + "Set it to one: pulumi config set kubernetes:kubeconfig FILE");
    }

    @Test
    void refusesOptionsThatItWouldHaveToIgnore() {
        assertThatThrownBy(() -> ClusterConfig.of(Json.object().put("renderYamlToDirectory", "out")))
                .hasMessageContaining("kubernetes:renderYamlToDirectory is not supported by this stand-in");
    }

    @Test
    void theEngineHearsOfAWrongContextBeforeAnythingIsCreated() throws IOException {
        try (PluginClient plugin = new PluginClient(KubernetesPlugin::new)) {
            ObjectNode wrong = inFile().put("context", "minicube");

            assertThat(plugin.calls()
                            .checkConfig(CheckRequest.newBuilder()
                                    .setNews(Json.struct(wrong))
                                    .build())
                            .getFailuresList())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.getReason()).startsWith("there is no context minicube"));
        }
    }

    @Test
    void anotherApiServerMeansOtherObjectsAndAnotherWayToTheSameDoesNot() throws IOException {
        try (PluginClient plugin = new PluginClient(KubernetesPlugin::new)) {
            DiffResponse moved = diff(plugin, inFile(), inFile().put("context", "other"));
            DiffResponse same = diff(plugin, inFile(), inFile().put("context", "minikube"));

            assertThat(moved.getReplacesList()).containsExactly("context");
            assertThat(same.getDetailedDiffMap()).containsOnlyKeys("context");
            assertThat(same.getReplacesList()).isEmpty();
        }
    }

    private static DiffResponse diff(PluginClient plugin, ObjectNode olds, ObjectNode news) {
        return plugin.calls()
                .diffConfig(DiffRequest.newBuilder()
                        .setOldInputs(Json.struct(olds))
                        .setNews(Json.struct(news))
                        .build());
    }
}
