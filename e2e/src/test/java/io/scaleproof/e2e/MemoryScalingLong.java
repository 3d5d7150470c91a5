package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Memory that is held makes pods, and memory that is given back ends them. Takes minutes: {@code mvn -pl e2e -P
 * cluster-long verify}. Prints the timeline that docs/decisions.md quotes.
 */
class MemoryScalingLong {
    private static final int NODE_PORT = 30182;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static Stack stack;
    private static Instant start;
    private static String lastSeen = "";

    @BeforeAll
    static void deploy() throws IOException {
        stack = Stack.configured(
                "minikube",
                "scaleproof-memory",
                "nodePort " + NODE_PORT,
                "targetCpuUtilization off",
                "targetMemoryUtilization 50",
                "maxReplicas 4");
        stack.up().ok();
    }

    @AfterAll
    static void leaveNothing() {
        stack.close();
    }

    @Test
    void heldMemoryScalesOutAndMemoryGivenBackScalesIn() {
        await().atMost(PATIENCE).until(() -> replicas() == 1 && !seen().endsWith(":"));
        start = Instant.now();
        // A pod holds one such piece at a time, so that more pods are less full.
        try (HttpClient http = HttpClient.newHttpClient();
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            var holding = clock.scheduleAtFixedRate(() -> hold(http), 0, 5, TimeUnit.SECONDS);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(replicas()).isGreaterThanOrEqualTo(3));
            holding.cancel(false);
        }
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(replicas()).isEqualTo(1));
    }

    /** 503 is an answer, too: the pod holds all that it may. */
    private static void hold(HttpClient http) {
        URI url = URI.create("http://127.0.0.1:" + NODE_PORT + "/load/memory?mebibytes=80&seconds=20");
        try {
            http.send(
                    HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(60)).build(), BodyHandlers.discarding());
        } catch (IOException e) {
            System.out.println("no answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int replicas() {
        String seen = seen();
        if (start != null && !seen.equals(lastSeen)) {
            System.out.printf(
                    "%4d s   pods:memory %% %s%n",
                    Duration.between(start, Instant.now()).toSeconds(), seen);
            lastSeen = seen;
        }
        String count = seen.substring(0, seen.indexOf(':'));
        return count.isEmpty() ? 0 : Integer.parseInt(count);
    }

    private static String seen() {
        return stack.kubectl("get hpa scaleproof -o jsonpath={.status.currentReplicas}:"
                + "{.status.currentMetrics[0].resource.current.averageUtilization}");
    }
}
