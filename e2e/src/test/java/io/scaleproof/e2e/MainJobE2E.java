package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The main job as the README tells it, typed on a real cluster, one story in order. It has a namespace, a node port
 * and a Pulumi backend of its own, so that it leaves a stack that somebody works with alone.
 */
@TestMethodOrder(OrderAnnotation.class)
class MainJobE2E implements LeastPrivilegeE2E, DoctorE2E, LiveViewE2E, WatchE2E {
    private static final String NAMESPACE = "scaleproof-e2e";
    private static final int NODE_PORT = 30180;
    /** Clauses that a machine busy with something else could break. */
    private static final String NOISE = " --require p99AtCapacityWithin=5s --require overshootAtMost=3"
            + " --require firstScaleUpWithin=2m --require capacityWithin=3m --require backToMinimumWithin=4m";

    private static final Duration QUICK = Duration.ofMinutes(2);
    /** On a slow machine the first run in a new copy compiles for a minute, waits for a figure of the young pod, and measures twice. */
    private static final Duration UNTIL_QUIET = Duration.ofMinutes(12);

    private static Stack stack;

    @BeforeAll
    static void prepareTheStack() throws IOException {
        stack = Stack.configured("minikube", NAMESPACE, "nodePort " + NODE_PORT);
    }

    @AfterAll
    static void leaveNothing() {
        stack.close();
    }

    @Test
    @Order(1)
    void refusesWrongConfigurationBeforeAnythingIsCreated() {
        stack.type(
                        "pulumi config set maxReplicas 0 && pulumi config set cpuRequest lots && pulumi config set nodePort 80"
                                + " && pulumi config set targetCpuUtilization 0")
                .ok();
        Command.Result wrong = stack.up();
        stack.type("git checkout --quiet . && pulumi config set minReplicas 5 && pulumi config set maxReplicas 3")
                .ok();
        Command.Result contradicting = stack.up();

        assertThat(wrong.status()).isNotZero();
        assertThat(wrong.output())
                .contains("maxReplicas is '0'", "pulumi config set maxReplicas 10")
                .contains("cpuRequest is 'lots'", "pulumi config set cpuRequest 100m")
                .contains("nodePort is '80'", "pulumi config set nodePort 30080")
                .contains("targetCpuUtilization is '0'", "pulumi config set targetCpuUtilization 50");
        assertThat(contradicting.status()).isNotZero();
        assertThat(contradicting.output()).contains("minReplicas is '5'", "pulumi config set minReplicas");
        stack.type("kubectl get namespace " + NAMESPACE).ended(1);
    }

    @Test
    @Order(2)
    void withoutMetricsTheUpdateStopsEarlyWithTheRemedy() throws Exception {
        try (MetricsApi none = MetricsApi.removed()) {
            Command.Result refused = stack.up();

            assertThat(refused.status()).isNotZero();
            assertThat(refused.output())
                    .contains("minikube addons enable metrics-server", "pulumi config set metricsServer install");
            assertThat(none.exists())
                    .as("the metrics API while it should be gone")
                    .isFalse();
        }
        stack.type("kubectl get namespace " + NAMESPACE).ended(1);
    }

    @Test
    @Order(3)
    void oneUpBuildsAndDeploysAServiceThatAnswers() throws Exception {
        stack.up().ok();

        try (Visitor visitor = new Visitor(url())) {
            await().atMost(QUICK).until(() -> visitor.visits() > 0);
        }
        assertThat(stack.kubectl("get deployment scaleproof -o jsonpath={.status.readyReplicas}"))
                .isEqualTo("1");
    }

    @Test
    @Order(4)
    void aSecondUpChangesNothingAndBuildsNoImage() {
        String before = imageIds();
        Command.Result again = quickUp().ok();

        assertThat(again.output()).contains("unchanged").doesNotContain("created", "updated", "replaced", "deleted");
        assertThat(imageIds()).isEqualTo(before);
    }

    @Test
    @Order(5)
    void loadScalesOutToAtLeastFivePodsAndBackToOneWithoutAFailedRequest() throws Exception {
        Path output = Files.createTempFile("scaleproof-e2e", ".log");
        Process loadTest = stack.command()
                .start(
                        "mvn --quiet --batch-mode -pl loadtest exec:java -Dexec.args='--namespace " + NAMESPACE + NOISE
                                + "'",
                        output);
        try {
            awaitScaledOutAndQuiet(loadTest, output);
            // What the autoscaler chose is no drift.
            stack.command()
                    .run(QUICK, "pulumi refresh --stack minikube --yes --skip-preview --expect-no-changes")
                    .ok();
            Command.Result up = quickUp().ok();

            assertThat(up.output()).as("an up while scaled out").doesNotContain("updated");
            assertThat(whoSetReplicasBesideTheAutoscaler())
                    .as("after an up while scaled out")
                    .isEmpty();
            assertThat(loadTest.waitFor(15, TimeUnit.MINUTES))
                    .as("load test ended")
                    .isTrue();
        } finally {
            Command.end(loadTest);
        }
        JsonNode report = new ObjectMapper()
                .readTree(stack.copy()
                        .folder()
                        .resolve("loadtest/target/report/report.json")
                        .toFile());
        // A machine with nothing to spare leaves clauses open, which is right; none may be called broken for it.
        assertThat(report.get("verdicts"))
                .as(Command.read(output))
                .isNotEmpty()
                .noneMatch(verdict -> verdict.get("verdict").asText().equals("failed"));
        assertThat(report.get("outcome").asText()).as(Command.read(output)).isIn("PASSED", "UNKNOWN", "VOID");
        int peak = report.get("deployments")
                .valueStream()
                .mapToInt(sample -> sample.get("ready").asInt())
                .max()
                .orElse(0);
        assertThat(peak).as("most ready pods").isGreaterThanOrEqualTo(5);
        assertThat(stack.copy().folder().resolve("loadtest/target/report/report.html"))
                .isNotEmptyFile();
        assertThat(stack.kubectl("get deployment scaleproof -o jsonpath={.status.readyReplicas}"))
                .isEqualTo("1");
        Files.delete(output);
    }

    @Test
    @Order(10)
    void aChangeOfCodeRollsOutWithoutAFailedRequest() throws Exception {
        String before =
                stack.kubectl("get deployment scaleproof -o jsonpath={.spec.template.spec.containers[0].image}");
        stack.type("git ls-files -z service | xargs -0 grep -lZ 'Hello from Micronaut!'"
                        + " | xargs -0 sed -i 's/Hello from Micronaut!/Hello again from Micronaut!/'")
                .ok();

        try (Visitor visitor = new Visitor(url())) {
            stack.up().ok();

            assertThat(visitor.visits()).isPositive();
            assertThat(visitor.failures()).isEmpty();
        }
        assertThat(stack.kubectl("get deployment scaleproof -o jsonpath={.spec.template.spec.containers[0].image}"))
                .isNotEqualTo(before);
    }

    @AfterEach
    void forgetChanges() {
        stack.forgetChanges();
    }

    @Test
    @Order(11)
    void withoutMetricsTheLoadTestSaysThatItCannotRun() throws Exception {
        try (MetricsApi none = MetricsApi.removed()) {
            Command.Result refused = stack.type(
                            "mvn --quiet --batch-mode -pl loadtest exec:java -Dexec.args='--namespace " + NAMESPACE
                                    + "'")
                    .ended(2);

            assertThat(refused.output()).contains("the HPA is blind", "minikube addons enable metrics-server");
            assertThat(none.exists())
                    .as("the metrics API while it should be gone")
                    .isFalse();
        }
    }

    @Test
    @Order(12)
    void aNewMaximumShowsInThePreview() {
        stack.type("pulumi config set maxReplicas 12").ok();
        Command.Result preview =
                stack.type("pulumi preview --stack minikube --diff").ok();
        Command.Result status = stack.type("git status --porcelain").ok();

        assertThat(preview.output()).contains("maxReplicas");
        assertThat(status.output().strip()).isEqualTo("M Pulumi.minikube.yaml");
    }

    /** Of what is not there yet nothing is known, and a preview that waits for it never ends. */
    @ParameterizedTest
    @Order(13)
    @CsvSource({
        "prometheusAdapter, HorizontalPodAutoscaler autoscaler-hpa",
        "keda, ScaledObject keda-autoscaler-scaled-object"
    })
    void scalingOnRequestsShowsInThePreview(String adapter, String autoscaler) {
        stack.set("monitoring install");
        stack.set("scaleOn requestRate");
        stack.set("metricsAdapter " + adapter);

        assertThat(stack.type("pulumi preview --stack minikube").ok().output()).contains(autoscaler);
    }

    @Test
    @Order(14)
    void destroyLeavesNoObject() {
        stack.type("pulumi destroy --stack minikube --yes --skip-preview").ok();

        stack.type("kubectl get namespace " + NAMESPACE).ended(1);
        assertThat(stack.type("pulumi stack --stack minikube").ok().output()).contains("Current stack resources (0)");
    }

    /**
     * Waits until the load is over while the pods still stand, which the autoscaler leaves them for half a minute at least: the one
     * moment when {@code up} can show what it leaves alone.
     */
    private static void awaitScaledOutAndQuiet(Process loadTest, Path output) {
        await().atMost(UNTIL_QUIET)
                .pollInterval(Duration.ofSeconds(2))
                .failFast(() -> assertThat(loadTest.isAlive())
                        .as(() -> "the load test still ran when its load was over; it said:\n" + Command.read(output))
                        .isTrue())
                .until(() -> Command.read(output).contains(" quiet "));
        assertThat(Integer.parseInt(stack.kubectl("get hpa scaleproof -o jsonpath={.status.currentReplicas}")))
                .as("pods when the load was over")
                .isGreaterThan(1);
    }

    /** The number itself may be another by now, since the autoscaler goes on. */
    private static String whoSetReplicasBesideTheAutoscaler() {
        return stack.kubectl(
                "get deployment scaleproof --show-managed-fields -o json | jq -r '.metadata.managedFields[]"
                        + " | select(.fieldsV1.\"f:spec\".\"f:replicas\") | .manager"
                        + " | select(. != \"kube-controller-manager\")'");
    }

    @Override
    public Command shell() {
        return stack.command();
    }

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public String address() {
        return onMinikube() ? "--url http://" + url().getAuthority() : "";
    }

    private static boolean onMinikube() {
        return "minikube".equals(System.getenv("SCALEPROOF_CLUSTER"));
    }

    private static URI url() {
        String host = onMinikube() ? stack.type("minikube ip").ok().output().strip() : "127.0.0.1";
        return URI.create("http://" + host + ":" + NODE_PORT + "/");
    }

    /** One that has nothing to build. */
    private static Command.Result quickUp() {
        return stack.command().run(QUICK, "pulumi up --stack minikube --yes --skip-preview");
    }

    private static String imageIds() {
        return stack.type("docker images --quiet --no-trunc scaleproof-service | sort")
                .ok()
                .output();
    }
}
