package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.exceptions.RunException;
import io.scaleproof.infra.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A minikube that notes what it is told, and keeps the names of images in a file. */
class MinikubeTest {
    private static final String IMAGE = "scaleproof-service:0123456789abcdef";

    @TempDir
    private Path folder;

    private Path program;
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void putAMinikubeThere() throws IOException {
        minikube("""
                echo "$@" >> calls
                case $4 in
                  ls) cat images ;;
                  load) echo "docker.io/library/$5" >> images ;;
                esac
                """);
        Files.writeString(folder.resolve("images"), "registry.k8s.io/pause:3.10\n");
    }

    @Test
    void anImageThatTheNodesLackIsHandedOver() throws IOException {
        minikube().receive(IMAGE);

        assertThat(calls())
                .containsExactly(
                        "--profile other image ls", "--profile other image load " + IMAGE, "--profile other image ls");
        assertThat(progress).containsExactly("Handing " + IMAGE + " to minikube");
    }

    @Test
    void oneThatTheyHaveIsNot() throws IOException {
        Files.writeString(folder.resolve("images"), "docker.io/library/" + IMAGE + "\n");

        minikube().receive(IMAGE);

        assertThat(calls()).containsExactly("--profile other image ls");
        assertThat(progress).isEmpty();
    }

    @Test
    void whatMinikubeSaysOfAFailureIsShownWithWhatToType() throws IOException {
        minikube("echo 'Profile \"other\" not found'; exit 85");

        assertThatThrownBy(() -> minikube().receive(IMAGE))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("Profile \"other\" not found")
                .hasMessageContaining("minikube --profile other status");
    }

    @Test
    void aLoadThatEndsWellAndBringsNothingIsNoSuccess() throws IOException {
        minikube("exit 0");

        assertThatThrownBy(() -> minikube().receive(IMAGE))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("the image is not there");
    }

    @Test
    void whoBuildsInMinikubesDaemonOrLoadsByHimselfNeedsNoHandingOver() {
        assertThat(nodeImages(Map.of())).isInstanceOf(Minikube.class);
        assertThat(nodeImages(Map.of("MINIKUBE_ACTIVE_DOCKERD", "minikube"))).isSameAs(NodeImages.SHARED);
        assertThat(nodeImages(Map.of("SCALEPROOF_IMAGE_LOAD", "/some/program"))).isSameAs(NodeImages.SHARED);
    }

    private NodeImages nodeImages(Map<String, String> environment) {
        return Minikube.of(
                Settings.from(Map.of("imageLoad", "minikube")).delivery(), environment, "minikube", progress::add);
    }

    private Minikube minikube() {
        return new Minikube(program.toString(), "other", progress::add);
    }

    private void minikube(String script) throws IOException {
        program = folder.resolve("minikube");
        Files.writeString(program, "#!/bin/bash\ncd '%s'\n%s\n".formatted(folder, script));
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }
}
