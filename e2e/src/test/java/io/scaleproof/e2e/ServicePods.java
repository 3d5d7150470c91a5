package io.scaleproof.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A Deployment of the service and its Service, as infra makes them, without an autoscaler.
 *
 * @param name of both, and the value of the pods' label {@code app}
 * @param image that the Docker daemon has
 */
record ServicePods(String namespace, String name, String image, int nodePort) {

    /** Hands the image to the nodes and waits until a pod is ready; the namespace is there. */
    void start() throws IOException {
        type("[ -z \"${SCALEPROOF_IMAGE_LOAD:-}\" ] || docker save " + image + " | \"$SCALEPROOF_IMAGE_LOAD\" "
                + image);
        Path manifest = Files.createTempFile("scaleproof-pods", ".yaml");
        Files.writeString(manifest, manifest());
        kubectl("apply --filename '" + manifest + "'");
        kubectl("rollout status deployment/" + name + " --timeout=5m");
        Files.delete(manifest);
    }

    String label() {
        return "app=" + name;
    }

    String kubectl(String arguments) {
        return type("kubectl --namespace " + namespace + " " + arguments).strip();
    }

    private String manifest() throws IOException {
        try (InputStream template = ServicePods.class.getResourceAsStream("service-pods.yaml")) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("NODE_PORT", Integer.toString(nodePort))
                    .replace("IMAGE", image)
                    .replace("NAME", name);
        }
    }

    private static String type(String line) {
        return new Command(WorkingCopy.repository())
                .run(Duration.ofMinutes(10), line)
                .ok()
                .output();
    }
}
