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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void saysThatAFileIsNoKubeconfig() throws IOException {
        Path file = Files.writeString(folder.resolve("kubeconfig"), "contexts: [\n");
        ObjectNode broken = Json.object().put("kubeconfig", file.toString()).put("context", "minikube");

        assertThatThrownBy(() -> ClusterConfig.of(broken))
                .hasMessageStartingWith("%s is no kubeconfig: ".formatted(file));
    }

    @Test
    void saysThatAKubeconfigHasNoContexts() {
        ObjectNode empty = Json.object().put("kubeconfig", "kind: Config\n").put("context", "minikube");

        assertThatThrownBy(() -> ClusterConfig.of(empty))
                .hasMessageStartingWith(
                        "there is no context minikube in the kubeconfig given in kubernetes:kubeconfig; it has none.");
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        assertThatThrownBy(() -> ClusterConfig.of(Json.object().put("kubeconfig", "/no/such/file")))
                .hasMessage("kubernetes:kubeconfig is /no/such/file, and there is no such readable file. "
                        + "Set it to one: pulumi config set kubernetes:kubeconfig FILE");
    }

    @ParameterizedTest
    @CsvSource({
        "cluster, two",
        "clusterIdentifier, mine",
        "strictMode, true",
        "enableConfigMapMutable, true",
        "enablePatchForce, true",
        "upsertExistingObjects, true",
        "suppressDeprecationWarnings, true",
        "renderYamlToDirectory, out",
        "kubeClientSettings, {}",
        "contxt, minikube",
    })
    void refusesSettingsThatItWouldHaveToIgnore(String setting, String value) throws IOException {
        ObjectNode ignored = inFile().put(setting, value);

        assertThatThrownBy(() -> ClusterConfig.of(ignored))
                .hasMessage(
                        "kubernetes:%1$s is not supported by this stand-in for Pulumi's kubernetes plugin. Remove it (pulumi config rm kubernetes:%1$s) or use the official plugin."
                                .formatted(setting));
    }

    @Test
    void refusesAllOfThemAtOnceAndClientSideApplyWithThem() throws IOException {
        ObjectNode ignored = inFile().put("strictMode", true)
                .put("enableServerSideApply", false)
                .put("cluster", "two");

        assertThatThrownBy(() -> ClusterConfig.of(ignored))
                .message()
                .hasLineCount(3)
                .contains(
                        "kubernetes:cluster is not supported",
                        "kubernetes:enableServerSideApply is not supported by this stand-in for Pulumi's kubernetes plugin but as true.",
                        "kubernetes:strictMode is not supported");
    }

    @Test
    void takesSettingsThatSayWhatItDoesAnyway() throws IOException {
        ObjectNode said = inFile().put("enableServerSideApply", "true")
                .put("strictMode", "false")
                .put("upsertExistingObjects", false)
                .put("version", "4.32.0");
        said.putObject("__internal");

        assertThat(ClusterConfig.of(said).namespace()).isEqualTo("shop");
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
