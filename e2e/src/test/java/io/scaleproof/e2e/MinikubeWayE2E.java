package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** README's minikube way, typed where an impostor of minikube stands in front of the stand-in cluster. */
@EnabledIfEnvironmentVariable(
        named = "SCALEPROOF_CLUSTER",
        matches = "standin",
        disabledReason = "the impostor hands images to the stand-in; on minikube the main job is its own test")
class MinikubeWayE2E {
    private static final String NAMESPACE = "scaleproof-minikube";
    private static final int NODE_PORT = 30280;
    private static final Duration QUICK = Duration.ofMinutes(2);
    private static final Duration BUILD = Duration.ofMinutes(15);

    private static WorkingCopy copy;
    private static Path backend;

    @TempDir
    private Path impostor;

    private Path path;

    @BeforeAll
    static void copy() throws IOException {
        copy = WorkingCopy.make();
        backend = Files.createTempDirectory("scaleproof-e2e-backend");
    }

    @AfterAll
    static void leaveNothing() {
        new Command(Path.of("/"))
                .run(QUICK, "kubectl delete namespace " + NAMESPACE + " --ignore-not-found --timeout=60s");
        new Command(Path.of("/")).run(QUICK, "rm -rf '" + backend + "'").ok();
        copy.remove();
    }

    @BeforeEach
    void putTheImpostorFirstOnThePath() throws IOException {
        path = Files.createDirectory(impostor.resolve("path"));
        Files.copy(
                WorkingCopy.repository().resolve("e2e/src/test/resources/io/scaleproof/e2e/minikube"),
                path.resolve("minikube"));
        assertThat(path.resolve("minikube").toFile().setExecutable(true)).isTrue();
    }

    @Test
    void whatTheUsersOwnDockerBuildsIsHandedToANodeThatRunsContainerd() {
        type("containerd", "make up CLUSTER=minikube").ok();
        type("containerd", "pulumi config set namespace " + NAMESPACE + " && pulumi config set nodePort " + NODE_PORT)
                .ok();

        try {
            Command.Result up = command("containerd")
                    .run(BUILD, "pulumi up --stack minikube --yes --skip-preview")
                    .ok();
            Command.Result again = type("containerd", "pulumi up --stack minikube --yes --skip-preview")
                    .ok();

            assertThat(up.output()).contains("Handing scaleproof-service:");
            assertThat(again.output()).doesNotContain("Handing scaleproof-service:");
            assertThat(Command.read(impostor.resolve("calls")))
                    .containsOnlyOnce("--profile minikube image load scaleproof-service:");
            try (Visitor visitor = new Visitor(URI.create("http://127.0.0.1:" + NODE_PORT + "/"))) {
                await().atMost(QUICK).until(() -> visitor.visits() > 0);
            }
        } finally {
            type("containerd", "pulumi destroy --stack minikube --yes --skip-preview")
                    .ok();
        }
    }

    @Test
    void whoHasNoDockerAndANodeThatRunsContainerdIsToldWhatToDo() {
        Command.Result refused = command("containerd")
                .with("DOCKER_HOST", "unix:///nowhere/docker.sock")
                .run(QUICK, "make up CLUSTER=minikube")
                .ended(2);

        assertThat(refused.output())
                .contains("no Docker daemon answers that could build the image", "--container-runtime=docker");
    }

    @Test
    void whoHasNoDockerBuildsWithMinikubesWhereItHasOne() {
        String ours = System.getenv("DOCKER_HOST");

        Command.Result up = command("docker")
                .with("DOCKER_HOST", "unix:///nowhere/docker.sock")
                .with("IMPOSTOR_DOCKER", ours)
                .run(QUICK, "make up CLUSTER=minikube")
                .ok();

        assertThat(up.output())
                .as("what the terminal needs for pulumi up, too")
                .contains("eval \"$(minikube docker-env)\"");
    }

    @Test
    void aDaemonThatAnswersNewerClientsOnlyIsRefusedBeforeTheUpdate() throws IOException {
        Path docker = path.resolve("docker");
        Files.writeString(docker, """
                #!/bin/bash
                case "$*" in *MinAPIVersion*) echo 1.45 ;; esac
                """);
        assertThat(docker.toFile().setExecutable(true)).isTrue();

        Command.Result refused = type("containerd", "make up CLUSTER=minikube").ended(2);

        assertThat(refused.output()).contains("answers from API 1.45 on", "min-api-version");
    }

    private Command.Result type(String runtime, String line) {
        return command(runtime).run(QUICK, line);
    }

    private Command command(String runtime) {
        return new Command(copy.folder())
                .with("PULUMI_BACKEND_URL", "file://" + backend)
                .with("PATH", path + ":" + System.getenv("PATH"))
                .with("SCALEPROOF_IMAGE_LOAD", "")
                .with("IMPOSTOR", impostor.toString())
                .with("IMPOSTOR_RUNTIME", runtime)
                .with("IMPOSTOR_LOAD", System.getenv("SCALEPROOF_IMAGE_LOAD"));
    }
}
