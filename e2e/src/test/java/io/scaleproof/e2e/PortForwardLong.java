package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A Service that nothing outside the cluster reaches, as behind Docker Desktop's, WSL's or a cloud's network. */
class PortForwardLong {
    @Test
    void theLoadTestGoesThroughTheApiServerAndSpreadsOverPods() throws IOException {
        try (Stack stack = Stack.configured("minikube", "scaleproof-inside", "serviceType ClusterIP")) {
            stack.up().ok();

            Command.Result run = stack.command()
                    .run(
                            Duration.ofMinutes(12),
                            "mvn -q -pl loadtest exec:java -Dexec.args='--namespace scaleproof-inside --plain'");

            assertThat(run.status()).as(run.output()).isIn(0, 2);
            assertThat(run.output())
                    .contains("a tunnel through the API server, to one ready pod after the other")
                    .contains("passed  6 pods ready")
                    .doesNotContain("FAILED");
        }
    }
}
