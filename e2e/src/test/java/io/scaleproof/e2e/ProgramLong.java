package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

/**
 * What the Pulumi program does when things go wrong or are changed from outside, one story in order on a real cluster. It
 * takes minutes, most of them waiting for a kubelet, so it is not part of `make test`:
 * {@code mvn -pl e2e -P cluster-long verify}
 */
@TestMethodOrder(OrderAnnotation.class)
class ProgramLong {
    /** How Pulumi ends an update that did not succeed. */
    private static final int FAILED = 1;

    private static Stack stack;

    @BeforeAll
    static void configure() throws IOException {
        stack = Stack.configured(
                "minikube",
                "scaleproof-long",
                "nodePort 30181",
                // Room for a second pod beside what else runs on the one node.
                "cpuRequest 50m",
                // As a secret, so that there is one whose way can be followed.
                "--secret kubernetes:kubeconfig < \"$KUBECONFIG\"");
    }

    @AfterAll
    static void leaveNothing() {
        stack.close();
    }

    @AfterEach
    void forgetChanges() {
        stack.forgetChanges();
    }

    @Test
    @Order(1)
    void anInterruptedUpIsRepairedByTheNext() throws Exception {
        Path output = Files.createTempFile("scaleproof-long", ".log");
        Process up = stack.command().start("exec pulumi up --stack minikube --yes --skip-preview", output);
        try {
            Command.awaitSaying("Deployment deployment creating", up, output, Duration.ofMinutes(15));
            stack.type("kill -INT " + up.pid()).ok();
            assertThat(up.waitFor(5, TimeUnit.MINUTES)).as("ended after SIGINT").isTrue();
        } finally {
            Command.end(up);
        }
        assertThat(up.exitValue()).as(Command.read(output)).isNotZero();

        stack.up().ok();
        assertThat(stack.type("pulumi stack export --stack minikube").ok().output())
                .doesNotContain("\"pending_operations\": [");
        assertThat(stack.up().ok().output()).doesNotContain("created", "updated", "replaced", "deleted");
    }

    @Test
    @Order(2)
    void theApiServerHasNothingToWarnOf() {
        assertThat(stack.type("pulumi up --stack minikube --yes --skip-preview --refresh")
                        .ok()
                        .output())
                .doesNotContainIgnoringCase("warning");
        assertThat(stack.kubectl("get namespace " + stack.namespace()
                        + " -o jsonpath={.metadata.labels.pod-security\\\\.kubernetes\\\\.io/enforce}"))
                .isEqualTo("restricted");
    }

    @Test
    @Order(3)
    void aSecretIsInNeitherStateNorOutputInClear() {
        String secret = stack.type(
                        "sed -n 's/.*client-key-data: //p; s/.*token: //p' \"$KUBECONFIG\" | head -n 1 | cut -c1-60")
                .ok()
                .output()
                .strip();
        String output =
                stack.type("pulumi up --stack minikube --yes --diff").ok().output();

        assertThat(secret).isNotEmpty();
        assertThat(output).doesNotContain(secret);
        stack.type("grep -r --quiet '" + secret + "' '" + stack.backend() + "'").ended(1);
    }

    @Test
    @Order(4)
    void replicasThatTheProgramDidNotSetAreNoDrift() {
        stack.kubectl("scale deployment scaleproof --replicas=2");

        stack.type("pulumi refresh --stack minikube --yes --skip-preview --expect-no-changes")
                .ok();
    }

    @Test
    @Order(5)
    void aDifferenceIsShownByItsPathAlone() {
        stack.set("drainSeconds 4");

        String shown = stack.type("pulumi preview --stack minikube --diff").ok().output();

        assertThat(shown).contains("value: \"5\" => \"4\"").doesNotContain("securityContext", "livenessProbe");
        // The metrics API is only read, and was refreshed above.
        assertThat(shown).doesNotContain("groupPriorityMinimum");
    }

    @Test
    @Order(6)
    void aPodThatFitsNowhereIsSaidInTheSchedulersWordsAndTheWayBackIsAnUp() {
        stack.set("cpuRequest 4000");
        stack.set("cpuLimit 4000");
        assertThat(stack.up().ended(FAILED).output()).contains("Unschedulable", "Insufficient cpu");

        stack.forgetChanges();
        stack.up().ok();
    }

    /** In the preview already, and the cluster's own stays as it is. */
    @Test
    @Order(7)
    void aSecondMetricsServerIsRefusedAndSaysWhatToType() {
        stack.set("metricsServer install");

        assertThat(stack.type("pulumi preview --stack minikube").ended(FAILED).output())
                .contains("of the cluster: pulumi config set metricsServer check")
                .contains("APIService v1beta1.metrics.k8s.io exists already, and this stack did not make it");
    }

    @Test
    @Order(8)
    void anImageThatCannotBeBuiltEndsWithTheBuildersWords() {
        stack.type("sed -i '/^FROM scratch/i RUN echo what went wrong; false' service/Dockerfile")
                .ok();

        assertThat(stack.up().ended(FAILED).output())
                .contains("build of scaleproof-service:", "returned a non-zero code: 1", "what went wrong");
    }

    /** As after a minikube delete, of which the state knows nothing. */
    @Test
    @Order(9)
    void whatIsGoneFromTheClusterIsMadeAgainByTheNextUpdate() {
        stack.forgetChanges();
        stack.up().ok();
        stack.type("kubectl delete namespace " + stack.namespace() + " --timeout=60s")
                .ok();

        assertThat(stack.up().ok().output()).contains("created");

        assertThat(stack.kubectl("get deployment scaleproof -o jsonpath={.status.readyReplicas}"))
                .isEqualTo("1");
        assertThat(stack.up().ok().output()).doesNotContain("created", "updated", "replaced", "deleted");
    }
}
