package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What the service's pods do in a cluster when their number changes. Times are printed beside what is asserted. */
@TestMethodOrder(OrderAnnotation.class)
class ServicePodsLong {
    private static final String NAMESPACE = "scaleproof-pods-e2e";
    private static final String IMAGE = "scaleproof-pods-e2e:latest";
    private static final int NODE_PORT = 30181;
    private static final int PODS = 10;
    private static final Duration HANGS_AFTER = Duration.ofMinutes(5);
    private static final Pattern READY_LINE = Pattern.compile("Ready on port \\d+, (\\d+) ms after");

    private static final ServicePods SERVICE = new ServicePods(NAMESPACE, "pods", IMAGE, NODE_PORT);

    @BeforeAll
    static void startOnePod() throws IOException {
        type("test -e service/target/service.jar || mvn --quiet --batch-mode --file service package -DskipTests");
        type("docker build --quiet --tag " + IMAGE + " service");
        type("kubectl create namespace " + NAMESPACE);
        SERVICE.start();
    }

    @AfterAll
    static void leaveNothing() {
        type("kubectl delete namespace " + NAMESPACE + " --ignore-not-found --timeout=5m");
        type("docker image rm --force " + IMAGE);
    }

    @Test
    @Order(1)
    void eightKeptConnectionsReachAllFourPodsAfterAScaleOut() {
        try (var clients = new KeptClients(url(), 8)) {
            await().atMost(HANGS_AFTER).until(() -> clients.pods().size() == 1);
            kubectl("scale deployment/pods --replicas=4");
            kubectl("rollout status deployment/pods --timeout=5m");
            long ready = System.nanoTime();
            await().atMost(HANGS_AFTER)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> clients.pods().size() == 4);
            System.out.printf(
                    "8 kept connections had reached all 4 pods %.1f s after they were ready%n",
                    (System.nanoTime() - ready) / 1e9);
            assertThat(clients.failures()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void podsThatTakeTheirPredecessorsPlaceOneByOneBecomeReady() throws IOException {
        try (var replacements = new PodReplacements(SERVICE)) {
            List<Duration> took = new ArrayList<>();
            while (took.size() < PODS) {
                took.add(replacements.next());
            }
            System.out.printf(
                    "Scheduled to ready, %d pods one by one: %s; their processes themselves: median %d ms%n",
                    PODS,
                    PodReplacements.summary(took),
                    PodReplacements.median(ownStarts()).toMillis());
        }
    }

    /** What each process says in its log of the time from its own start until it served. */
    private static List<Duration> ownStarts() {
        String logs = kubectl("logs --selector app=pods --tail=-1 --max-log-requests=20");
        return READY_LINE
                .matcher(logs)
                .results()
                .map(ready -> Duration.ofMillis(Long.parseLong(ready.group(1))))
                .toList();
    }

    private static URI url() {
        boolean minikube = "minikube".equals(System.getenv("SCALEPROOF_CLUSTER"));
        String host = minikube ? type("minikube ip").strip() : "127.0.0.1";
        return URI.create("http://" + host + ":" + NODE_PORT + "/load?millis=1");
    }

    private static String kubectl(String arguments) {
        return SERVICE.kubectl(arguments);
    }

    private static String type(String line) {
        return new Command(WorkingCopy.repository())
                .run(Duration.ofMinutes(10), line)
                .ok()
                .output();
    }
}
