package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What several nodes are for: pods are spread over them, a node is drained under load without a failed request, and one that
 * dies costs what was sent to its pods until it was missed. Needs the stand-in with three nodes: {@code cluster/up --nodes 3},
 * {@code mvn -pl e2e -P cluster-long verify -Dit.test=NodesLong}.
 */
class NodesLong {
    private static final int NODES = 3;
    private static final Duration RUN = Duration.ofMinutes(9);
    private static final Duration CHANGE = Duration.ofMinutes(3);
    /** A node is missed after 50 s, and what ran on it given up 300 s later: Kubernetes' own defaults. */
    private static final Duration REPLACED = Duration.ofMinutes(8);
    /** From an address leaving the EndpointSlice to the last request on a connection that led there. */
    private static final Duration LATE = Duration.ofSeconds(15);
    /** On one pod of three, of some five requests a second. */
    private static final int IN_FLIGHT = 1;

    private static Stack stack;
    private static Path folder;

    @BeforeAll
    static void deployOnThreeNodes() throws IOException {
        List<String> nodes = names("kubectl get nodes --selector type!=kwok --output name");
        assertThat(nodes.size())
                .as("nodes of the cluster, of which this needs %d: cluster/down && cluster/up --nodes %1$d", NODES)
                .isGreaterThanOrEqualTo(NODES);
        folder = Files.createTempDirectory("scaleproof-nodes");
        stack = Stack.configured(
                "minikube", "scaleproof-nodes", "nodePort 30187", "minReplicas " + NODES, "scaleDownWindowSeconds 15");
        stack.up().ok();
        stack.packageLoadTest();
    }

    @AfterAll
    static void leaveNothing() {
        if (stack != null) {
            stack.close();
            new Command(WorkingCopy.repository()).run(CHANGE, "rm -rf '" + folder + "'");
        }
    }

    /** Pods that stand stay where they are, however uneven an earlier test has left them. */
    @BeforeEach
    void spreadAnew() {
        stack.kubectl("delete pods --all --wait=false");
        awaitAsMany("pods as at first", NODES);
    }

    @Test
    void asManyPodsAsNodesAreOneOnEach() {
        assertThat(nodesOfReadyPods()).hasSize(NODES).doesNotHaveDuplicates();
    }

    @Test
    void aRolloutLeavesOnePodOnEachNode_howeverTheOldOnesLay() {
        String node = aFurtherNodeWithPods();
        stack.type("kubectl cordon " + node).ok();
        try {
            stack.kubectl("delete pods --all --wait=false");
            awaitAsMany("pods on the nodes that are left", NODES);
            assertThat(nodesOfReadyPods()).doesNotContain(node);
        } finally {
            stack.type("kubectl uncordon " + node).ok();
        }

        stack.kubectl("rollout restart deployment scaleproof");
        stack.kubectl("rollout status deployment scaleproof --timeout=2m");
        awaitAsMany("pods, none of them still to go", NODES);

        assertThat(nodesOfReadyPods()).hasSize(NODES).doesNotHaveDuplicates();
    }

    @Test
    void aNodeThatIsDrainedUnderLoadCostsNoRequest() throws Exception {
        String node = aFurtherNodeWithPods();
        Process run = prove("drained", 2 * NODES, Duration.ofSeconds(100));
        try {
            awaitStage("drained", run);
            int pods = on(node).size();
            Instant begun = Instant.now();
            stack.type("kubectl drain " + node + " --ignore-daemonsets --delete-emptydir-data --timeout=100s")
                    .ok();
            System.out.printf("%s, with %d pods of the service, was drained within %d s%n", node, pods, since(begun));
            assertThat(pods).as("pods that had to go").isPositive();
            assertThat(on(node)).isEmpty();
            assertThat(Command.read(output("drained"))).doesNotContain(" quiet ");
            assertThat(run.waitFor(RUN.toMinutes(), TimeUnit.MINUTES)).isTrue();
        } finally {
            Command.end(run);
            stack.type("kubectl uncordon " + node).ok();
        }
        assertThat(failures("drained")).as(Command.read(output("drained"))).isZero();
    }

    @Test
    void aNodeThatDiesIsMissedItsPodsComeElsewhereAndAllIsWellWhenItIsBack() throws Exception {
        String node = aFurtherNodeWithPods();
        Process run = prove("dead", NODES, Duration.ofSeconds(90));
        Instant killed;
        Instant out;
        try {
            awaitStage("dead", run);
            killed = Instant.now();
            kill(node);
            long notReady = secondsUntil(killed, () -> !readyNodes().contains(node));
            long gone = secondsUntil(killed, () -> on(node).isEmpty());
            out = killed.plusSeconds(gone);
            long measured = secondsUntil(killed, NodesLong::podsAreMeasured);
            assertThat(run.waitFor(RUN.toMinutes(), TimeUnit.MINUTES)).isTrue();
            long replaced = secondsUntil(killed, () -> nodesOfReadyPods().size() == NODES);
            assertThat(nodesOfReadyPods()).doesNotContain(node);
            System.out.printf(
                    "%s died: not Ready after %d s, its pods out of the EndpointSlice after %d s, pod metrics after %d s, new pods ready after %d s%n",
                    node, notReady, gone, measured, replaced);
        } finally {
            Command.end(run);
            revive(node);
        }
        assertLossesEnd(killed, out);
        assertThat(Command.read(output("dead"))).as("the verdict").contains("of them at pods of node " + node);
        await().atMost(CHANGE).until(() -> readyNodes().contains(node));
        awaitAsMany("pods in the end, none of them still to go", NODES);
        await().atMost(CHANGE).until(() -> items("kubectl get --raw /apis/metrics.k8s.io/v1beta1/nodes") >= NODES);
    }

    /** What kube-proxy cannot. All requests here are GET, which may be sent twice. */
    @Test
    void byAnIngressThatAsksAgainADeadNodeCostsAtMostWhatWasInFlightOnIt() throws Exception {
        try (RetryingIngress ingress = RetryingIngress.to(stack, furtherNodes())) {
            String node = aFurtherNodeWithPods();
            Process run = prove("ingress", NODES, Duration.ofSeconds(90), ingress.options());
            try {
                awaitStage("ingress", run);
                kill(node);
                assertThat(run.waitFor(RUN.toMinutes(), TimeUnit.MINUTES)).isTrue();
            } finally {
                Command.end(run);
                revive(node);
            }
            await().atMost(CHANGE).until(() -> readyNodes().contains(node));
        }
        assertThat(failures("ingress")).as(Command.read(output("ingress"))).isLessThanOrEqualTo(IN_FLIGHT);
    }

    /** What failed was sent while the dead node's pods were still said to serve. */
    private static void assertLossesEnd(Instant killed, Instant out) throws IOException {
        JsonNode report = report("dead");
        Instant started = Instant.parse(report.get("started").asText());
        List<Instant> failed = report.at("/ledger/entries")
                .valueStream()
                .map(entry -> started.plusMillis(Math.round(entry.get("at").asDouble() * 1000)))
                .toList();
        System.out.printf(
                "%d of %d requests failed, %s%n",
                report.at("/ledger/failed").asInt(),
                report.at("/ledger/requests").asInt(),
                failed.isEmpty()
                        ? "none"
                        : "due %d s to %d s after it"
                                .formatted(
                                        Duration.between(killed, failed.getFirst())
                                                .toSeconds(),
                                        Duration.between(killed, failed.getLast())
                                                .toSeconds()));
        assertThat(failed)
                .as(Command.read(output("dead")))
                .allSatisfy(due -> assertThat(due).isBetween(killed.minus(LATE), out.plus(LATE)));
    }

    private static void kill(String node) {
        stack.type("cluster/kill-node " + number(node)).ok();
    }

    private static void revive(String node) {
        stack.type("cluster/kill-node " + number(node) + " --revive").ok();
    }

    private static String number(String node) {
        return node.substring(node.lastIndexOf('-') + 1);
    }

    private static String aFurtherNodeWithPods() {
        return nodesOfReadyPods().stream()
                .filter(NodesLong::isFurther)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> furtherNodes() {
        return readyNodes().stream().filter(NodesLong::isFurther).toList();
    }

    /** The first has no number. */
    private static boolean isFurther(String node) {
        return node.matches(".*-\\d");
    }

    private static List<String> on(String node) {
        return nodesOfReadyPods().stream().filter(node::equals).toList();
    }

    /** As those who send requests see them, a node's name for each pod. */
    private static List<String> nodesOfReadyPods() {
        JsonNode slices = json(
                stack.kubectl("get endpointslices --selector kubernetes.io/service-name=scaleproof --output json"));
        return slices.get("items")
                .valueStream()
                .flatMap(slice -> slice.path("endpoints").valueStream())
                .filter(endpoint -> endpoint.at("/conditions/ready").asBoolean())
                .map(endpoint -> endpoint.get("nodeName").asText())
                .toList();
    }

    private static List<String> readyNodes() {
        JsonNode nodes = json(stack.type("kubectl get nodes --output json").ok().output());
        return nodes.get("items")
                .valueStream()
                .filter(node -> node.at("/status/conditions")
                        .valueStream()
                        .anyMatch(condition -> condition.get("type").asText().equals("Ready")
                                && condition.get("status").asText().equals("True")))
                .map(node -> node.at("/metadata/name").asText())
                .toList();
    }

    private static boolean podsAreMeasured() {
        return items("kubectl get --raw /apis/metrics.k8s.io/v1beta1/namespaces/" + stack.namespace() + "/pods") > 0;
    }

    /** None while there is no answer. */
    private static int items(String line) {
        Command.Result result = stack.type(line);
        return result.status() == 0 ? json(result.output()).get("items").size() : 0;
    }

    private static void awaitAsMany(String what, int pods) {
        await(what)
                .atMost(CHANGE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> nodesOfReadyPods().size() == pods
                        && stack.kubectl("get pods --output name").lines().count() == pods);
    }

    private static void awaitStage(String stage, Process run) {
        Command.awaitSaying(" " + stage + " ", run, output(stage), RUN);
    }

    private static long secondsUntil(Instant begun, Callable<Boolean> condition) {
        await().atMost(REPLACED).pollInterval(Duration.ofMillis(500)).until(condition);
        return since(begun);
    }

    private static long since(Instant begun) {
        return Duration.between(begun, Instant.now()).toSeconds();
    }

    /** A run whose third stage has its name: long enough for something to happen in it. */
    private static Process prove(String name, int pods, Duration length, String... options) throws IOException {
        Path plan = folder.resolve(name + ".yaml");
        Files.writeString(plan, """
                name: nodes
                purpose: A load that is held while a node goes
                stages:
                - { name: baseline, phase: baseline, pods: 0.4, for: 10s }
                - { name: surge, phase: surge, needs: %1$d, until: capacity, atMost: 2m }
                - { name: %2$s, phase: sustain, needs: %1$d, for: %3$ds }
                - { name: quiet, phase: quiet, rate: 0.5, until: minimum, atMost: 3m, millis: 1 }
                """.formatted(pods, name, length.toSeconds()));
        return stack.command().start(stack.prove(plan, folder.resolve(name)) + String.join("", options), output(name));
    }

    private static Path output(String name) {
        return folder.resolve(name + ".txt");
    }

    private static int failures(String name) throws IOException {
        JsonNode ledger = report(name).get("ledger");
        System.out.printf(
                "%s: %d of %d requests failed%n",
                name, ledger.get("failed").asInt(), ledger.get("requests").asInt());
        return ledger.get("failed").asInt();
    }

    private static JsonNode report(String name) throws IOException {
        return json(Files.readString(folder.resolve(name).resolve("report.json")));
    }

    private static JsonNode json(String text) {
        return StackCopy.parse(text);
    }

    private static List<String> names(String line) {
        return new Command(WorkingCopy.repository())
                .run(CHANGE, line)
                .ok()
                .output()
                .lines()
                .toList();
    }
}
