package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeConfigTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        "https://192.168.49.2:8443, 192.168.49.2",
        "https://127.0.0.1:52311, 127.0.0.1",
        "https://localhost:6443, localhost",
        "https://10.244.0.1:6443/path, 10.244.0.1"
    })
    void theNodeOfALocalClusterIsWhereItsApiServerIs(String server, String node) {
        assertThat(inSetting(config("minikube", server))).contains(node);
    }

    @ParameterizedTest
    @CsvSource({
        "https://3F2A.gr7.eu-central-1.eks.amazonaws.com",
        "https://203.0.113.7",
        "no address",
        "https://kubernetes.example"
    })
    void ofAnotherClusterNothingIsGuessed(String server) {
        assertThat(inSetting(config("minikube", server))).isEmpty();
    }

    @Test
    void isReadFromTheUsersFileWhereNothingIsSaid() throws IOException {
        Path file = Files.createDirectory(home.resolve(".kube")).resolve("config");
        Files.writeString(file, config("minikube", "https://192.168.49.2:8443"));

        assertThat(KubeConfig.localNode(Optional.empty(), Optional.of("minikube"), Map.of(), home))
                .contains("192.168.49.2");
        assertThat(KubeConfig.localNode(Optional.empty(), Optional.empty(), Map.of(), home))
                .as("the current context")
                .contains("192.168.49.2");
    }

    @Test
    void orFromTheFirstOfSeveralFilesThatKnowsTheContext() throws IOException {
        Path other = Files.writeString(home.resolve("other"), config("other", "https://192.168.1.1:8443"));
        Path right = Files.writeString(home.resolve("right"), config("minikube", "https://192.168.49.2:8443"));
        Map<String, String> environment =
                Map.of("KUBECONFIG", home.resolve("missing") + File.pathSeparator + other + File.pathSeparator + right);

        assertThat(KubeConfig.localNode(Optional.empty(), Optional.of("minikube"), environment, home))
                .contains("192.168.49.2");
    }

    @Test
    void whatCannotBeReadIsNoTrouble() throws IOException {
        Path broken = Files.writeString(home.resolve("broken"), "contexts: [\n");

        assertThat(KubeConfig.localNode(Optional.of(broken.toString()), Optional.of("minikube"), Map.of(), home))
                .isEmpty();
        assertThat(KubeConfig.localNode(Optional.empty(), Optional.of("minikube"), Map.of(), home))
                .isEmpty();
        assertThat(inSetting("contexts: 1\nclusters: 2\n")).isEmpty();
    }

    private Optional<String> inSetting(String configuration) {
        return KubeConfig.localNode(Optional.of(configuration), Optional.of("minikube"), Map.of(), home);
    }

    private static String config(String context, String server) {
        return """
                apiVersion: v1
                kind: Config
                current-context: %1$s
                contexts:
                - name: %1$s
                  context: {cluster: %1$s-cluster, user: somebody}
                clusters:
                - name: elsewhere
                  cluster: {server: "https://192.168.0.1"}
                - name: %1$s-cluster
                  cluster: {server: "%2$s"}
                """.formatted(context, server);
    }
}
