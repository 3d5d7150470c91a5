package io.scaleproof.infra;

import com.pulumi.exceptions.RunException;
import io.scaleproof.infra.config.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * minikube's nodes, by its command. Handing over works with every driver and container runtime; minikube's own Docker daemon,
 * in which one can build instead, only with the docker runtime.
 *
 * @param program minikube's
 * @param profile minikube's name of the cluster, which is also its kubectl context
 */
record Minikube(String program, String profile, Consumer<String> progress) implements NodeImages {
    /** Set by {@code minikube docker-env}: what is built is built where the node finds it. */
    private static final String BUILDS_THERE = "MINIKUBE_ACTIVE_DOCKERD";
    /** Set where another program hands images over. */
    private static final String HANDED_OVER = "SCALEPROOF_IMAGE_LOAD";

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Who hands images to the nodes, by the setting and the environment. */
    static NodeImages of(
            Delivery delivery, Map<String, String> environment, String profile, Consumer<String> progress) {
        boolean needless = List.of(BUILDS_THERE, HANDED_OVER).stream()
                .anyMatch(variable -> !environment.getOrDefault(variable, "").isBlank());
        return delivery.load() == Delivery.Load.MINIKUBE && !needless
                ? new Minikube("minikube", profile, progress)
                : SHARED;
    }

    @Override
    public void receive(String image) {
        if (run(image, "image", "ls").contains(image)) {
            return;
        }
        progress.accept("Handing %s to minikube".formatted(image));
        run(image, "image", "load", image);
        // Not by its exit status alone: a pod that lacks its image says so only after minutes.
        if (!run(image, "image", "ls").contains(image)) {
            throw trouble(image, "minikube image load ended well, and the image is not there");
        }
    }

    private String run(String image, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program, "--profile", profile));
        command.addAll(List.of(arguments));
        try {
            var ended = ShortCommand.run(command, LIMIT)
                    .orElseThrow(() -> trouble(
                            image,
                            "%s did not end within %d min".formatted(String.join(" ", command), LIMIT.toMinutes())));
            if (ended.status() != 0) {
                throw trouble(image, "%s: %s".formatted(String.join(" ", command), ended.output()));
            }
            return ended.output();
        } catch (IOException e) {
            throw trouble(image, "minikube could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw trouble(image, "interrupted");
        }
    }

    private RunException trouble(String image, String what) {
        return new RunException("""
                %s could not be handed to minikube's nodes: %s
                See that it runs: minikube --profile %s status
                Where the nodes use the Docker daemon that builds: pulumi config set imageLoad daemon""".formatted(image, what, profile));
    }
}
