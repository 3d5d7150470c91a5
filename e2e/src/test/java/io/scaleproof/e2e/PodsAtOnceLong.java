package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pods that start use CPU that nobody asked for: whether an HPA takes it for load. */
class PodsAtOnceLong {
    private static final String NAMESPACE = "scaleproof-at-once";
    private static final String NAMESPACE_OF_THE_FAULT = NAMESPACE + "-fault";
    private static final int PODS = 10;
    /** Eight looks of the HPA, and eight windows of metrics-server, after the last pod is ready. */
    private static final Duration WATCHED = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static Stack stack;

    @BeforeAll
    static void deployOnePod() throws IOException {
        stack = Stack.configured("minikube", NAMESPACE, "nodePort 30293", "minReplicas 1", "maxReplicas " + 2 * PODS);
        stack.up().ok();
    }

    @AfterAll
    static void leaveNothing() {
        stack.type("kubectl delete namespace " + NAMESPACE_OF_THE_FAULT + " --ignore-not-found --timeout=5m");
        stack.close();
    }

    @Test
    void tenThatStartAtOnceMakeTheAutoscalerWantNoMore() throws IOException, InterruptedException {
        try (var hpa = new DesiredReplicas(NAMESPACE, "scaleproof")) {
            await().atMost(PATIENCE).until(() -> hpa.seen().stream().anyMatch(seen -> seen.usage() >= 0));
            stack.set("minReplicas " + PODS);
            stack.up().ok();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> stack.kubectl("get deployment scaleproof -o jsonpath={.status.readyReplicas}")
                            .equals(Integer.toString(PODS)));
            TimeUnit.MILLISECONDS.sleep(WATCHED.toMillis());
            List<DesiredReplicas.Seen> seen = hpa.seen();
            System.out.println("Ten pods at once, what the HPA wanted and the usage it saw in percent: " + seen);
            assertThat(hpa.goesOn()).as("the watch").isTrue();
            assertThat(seen.getLast().desired()).isEqualTo(PODS);
            assertThat(hpa.most()).isEqualTo(PODS);
        }
    }

    /** What finds nothing must be able to find something. */
    @Test
    void podsThatBurnForAMinuteAfterTheyAreReadyAreSeenToMakeItWantMore() throws IOException {
        stack.type("kubectl create namespace " + NAMESPACE_OF_THE_FAULT).ok();
        // Where the node has no registry to ask.
        stack.type(
                        "[ -z \"${SCALEPROOF_IMAGE_LOAD:-}\" ] || docker save debian:13-slim | \"$SCALEPROOF_IMAGE_LOAD\" debian:13-slim")
                .ok();
        stack.type("kubectl apply --namespace " + NAMESPACE_OF_THE_FAULT
                        + " --filename e2e/src/test/resources/io/scaleproof/e2e/slow-starters.yaml")
                .ok();
        try (var hpa = new DesiredReplicas(NAMESPACE_OF_THE_FAULT, "slow-starters")) {
            await().atMost(PATIENCE).until(() -> hpa.most() > 2);
            System.out.println("Slow starters, what the HPA wanted and the usage it saw in percent: " + hpa.seen());
        }
    }
}
