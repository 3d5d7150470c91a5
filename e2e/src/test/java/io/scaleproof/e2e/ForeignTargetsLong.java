package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * StatefulSets beside a stack's Deployment, each with an HPA and a Service of its own: one that its CPU scales and whose
 * selector is a set, and one that its memory scales.
 */
class ForeignTargetsLong {
    private static final String NAMESPACE = "scaleproof-targets";
    private static final int DB_PORT = 30_185;
    private static final int CACHE_PORT = 30_186;
    private static final Duration PATIENCE = Duration.ofMinutes(12);

    /** A request holds 80 MiB in one pod for 20 s, and a pod holds one such piece at a time: it says 503 to a second one. */
    private static final String MEMORY_PLAN = """
            name: memory
            purpose: As much memory held as three pods have room for
            stages:
            - {name: surge, phase: surge, rate: 0.2, needs: 3, until: capacity, atMost: 4m}
            - {name: quiet, phase: quiet, rate: 0, until: minimum, atMost: 5m}
            """;

    private static final String MEMORY_CONTRACT = """
            capacityWithin: 3m
            failedRequestsAtMost: 0
            backToMinimumWithin: 5m
            """;

    private static Stack stack;

    @BeforeAll
    static void deploy() throws IOException {
        // A pod at rest uses 45 MiB: of two, the HPA on memory takes one away only if that is less than a quarter of
        // the request.
        stack = Stack.configured("minikube", NAMESPACE, "nodePort 30184", "maxReplicas 4", "memoryRequest 192Mi");
        stack.up().ok();
        new StatefulSet("db", DB_PORT).apply();
        StatefulSet cache = new StatefulSet("cache", CACHE_PORT);
        cache.scaleOnMemory(50);
        cache.apply();
    }

    @AfterAll
    static void leaveNothing() {
        stack.close();
    }

    @Test
    void ofSeveralHpasNoneIsGuessed() {
        Command.Result unclear = loadTest("--hpa nope").ended(2);

        assertThat(unclear.output())
                .contains("There is no HPA nope in namespace " + NAMESPACE + "; there is")
                .contains("scaleproof (Deployment scaleproof)")
                .contains("db (StatefulSet db)")
                .contains("Try: say which: --hpa")
                .doesNotContain("baseline");
    }

    @Test
    void aStatefulSetIsProvedFromItsHpaAlone() {
        Command.Result run = loadTest("--hpa db --pods 3");

        assertThat(run.status()).as(run.output()).isIn(0, 2);
        assertThat(run.output())
                .contains("StatefulSet " + NAMESPACE + "/db, HPA db")
                .contains("passed  3 pods ready")
                .doesNotContain("FAILED");
        assertThat(stack.kubectl("get statefulset db -o jsonpath={.spec.replicas}"))
                .isEqualTo("1");
    }

    @Test
    void anAccountOfTheRoleMayDoSo() throws IOException {
        try (var account = new LeastPrivilegeE2E.Account(stack.command(), NAMESPACE)) {
            Command.Result run = account.loadTest("--hpa db --url http://127.0.0.1:" + DB_PORT);

            // A machine that is busy with something else makes a run void.
            run.ended(run.output().contains("VOID") ? 2 : 0);
            assertThat(run.output()).contains("StatefulSet " + NAMESPACE + "/db, HPA db");
        }
    }

    @Test
    void loadInPodsIsRefusedWhereMemoryDecides() {
        Command.Result refused = loadTest("--hpa cache").ended(2);

        assertThat(refused.output())
                .contains("HPA cache does not scale on CPU but on memory (Resource, 50 %),"
                        + " which is no function of the rate of requests in general")
                .contains("Try: give rates in a plan of your own (--plan FILE), each with the pods that it needs");
    }

    @Test
    void memoryIsProvedByAPlanOfRates() throws IOException {
        Path folder = stack.copy().folder();
        Files.writeString(folder.resolve("memory-plan.yaml"), MEMORY_PLAN);
        Files.writeString(folder.resolve("memory-contract.yaml"), MEMORY_CONTRACT);

        Command.Result run = loadTest("--service cache --plan memory-plan.yaml --contract memory-contract.yaml"
                + " --path \"/load/memory?mebibytes=80&seconds=20\" --expect 2xx,503 --timeout 60s");

        assertThat(run.status()).as(run.output()).isIn(0, 2);
        assertThat(run.output())
                .contains("StatefulSet " + NAMESPACE + "/cache, HPA cache")
                .contains("passed  3 pods ready")
                .contains("passed  back to the minimum")
                .contains("by the plan's own word");
    }

    private static Command.Result loadTest(String options) {
        return stack.command()
                .run(
                        PATIENCE,
                        "mvn -q -pl loadtest exec:java -Dexec.args='--plain --namespace %s %s'"
                                .formatted(NAMESPACE, options));
    }

    /** The stack's own pods, Service and HPA under another name, owned by a StatefulSet. */
    private static final class StatefulSet {
        private final String name;
        private final StackCopy copy = StackCopy.of(NAMESPACE);

        private StatefulSet(String name, int nodePort) {
            this.name = name;
            for (ObjectNode object : new ObjectNode[] {copy.deployment(), copy.service(), copy.hpa()}) {
                ObjectNode metadata = (ObjectNode) object.get("metadata");
                metadata.put("name", name);
                metadata.remove("labels");
            }
            set((ObjectNode) copy.deployment().get("spec"));
            ObjectNode service = (ObjectNode) copy.service().get("spec");
            service.putObject("selector").put("app", name);
            ((ObjectNode) service.at("/ports/0")).put("nodePort", nodePort);
            copy.hpaSpec()
                    .putObject("scaleTargetRef")
                    .put("apiVersion", "apps/v1")
                    .put("kind", "StatefulSet")
                    .put("name", name);
        }

        private void set(ObjectNode spec) {
            copy.deployment().put("kind", "StatefulSet");
            spec.retain("template");
            spec.put("replicas", 1).put("serviceName", name);
            spec.putObject("selector")
                    .putArray("matchExpressions")
                    .addObject()
                    .put("key", "app")
                    .put("operator", "In")
                    .putArray("values")
                    .add(name);
            ((ObjectNode) spec.at("/template/metadata")).putObject("labels").put("app", name);
        }

        private void scaleOnMemory(int percent) {
            ObjectNode resource = copy.hpaSpec()
                    .putArray("metrics")
                    .addObject()
                    .put("type", "Resource")
                    .putObject("resource");
            resource.put("name", "memory");
            resource.putObject("target").put("type", "Utilization").put("averageUtilization", percent);
        }

        private void apply() {
            StackCopy.apply(NAMESPACE, copy.deployment());
            StackCopy.apply(NAMESPACE, copy.service());
            StackCopy.apply(NAMESPACE, copy.hpa());
            StackCopy.kubectl("rollout status statefulset/%s --timeout=60s --namespace %s".formatted(name, NAMESPACE));
        }
    }
}
