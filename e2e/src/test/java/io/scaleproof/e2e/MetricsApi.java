package io.scaleproof.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The cluster's metrics API, taken away until this is closed. */
final class MetricsApi implements AutoCloseable {
    private static final String NAME = "apiservice v1beta1.metrics.k8s.io";
    private static final Command SHELL = new Command(WorkingCopy.repository());

    private final Path kept;

    private MetricsApi(Path kept) {
        this.kept = kept;
    }

    static MetricsApi removed() throws IOException {
        Path kept = Files.createTempFile("scaleproof-e2e", ".json");
        type("kubectl get %s --output json | jq 'del(.status, .metadata.resourceVersion, .metadata.uid)' > '%s'"
                        .formatted(NAME, kept))
                .ok();
        type("kubectl delete " + NAME).ok();
        return new MetricsApi(kept);
    }

    boolean exists() {
        return type("kubectl get " + NAME).status() == 0;
    }

    @Override
    public void close() throws IOException {
        type("kubectl create --filename '%s'".formatted(kept)).ok();
        Files.delete(kept);
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> type("kubectl top nodes").status() == 0);
    }

    private static Command.Result type(String line) {
        return SHELL.run(Duration.ofMinutes(1), line);
    }
}
