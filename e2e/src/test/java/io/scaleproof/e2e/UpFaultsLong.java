package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What goes wrong while the stack is made or taken away: each time the next command repairs it, and nothing is left that has to
 * be mended by hand.
 */
@TestMethodOrder(OrderAnnotation.class)
class UpFaultsLong {
    private static final String UP = "pulumi up --yes --skip-preview --stack minikube";
    private static final String DESTROY = "pulumi destroy --yes --skip-preview --stack minikube";
    private static final Duration LONG = Duration.ofMinutes(10);

    private static Stack stack;

    @BeforeAll
    static void configure() throws IOException {
        stack = Stack.configured("minikube", "scaleproof-upfaults", "nodePort 30187");
        // The first update builds the program, the service and its image: each interrupted one is about the stack.
        stack.up().ok();
        stack.command().run(LONG, DESTROY).ok();
    }

    @AfterAll
    static void leaveNothing() {
        stack.close();
    }

    @ParameterizedTest
    @CsvSource({
        "pulumi:pulumi:Stack, deleting",
        "Namespace, HorizontalPodAutoscaler",
        "Service, PodDisruptionBudget",
        "Deployment, Deployment",
        "HorizontalPodAutoscaler, Namespace"
    })
    @Order(1)
    void whatSigintLeavesOfAnUpdateOrADestructionTheNextOneRepairs(String made, String takenAway) throws Exception {
        Command.Result up = Interrupted.at(stack, UP, made);
        assertThat(up.status()).as(up.output()).isNotZero();

        stack.up().ok();
        assertIsWhole();

        Command.Result destroy = Interrupted.at(stack, DESTROY, takenAway);
        assertThat(destroy.status()).as(destroy.output()).isNotZero();

        stack.command().run(LONG, DESTROY).ok();
        assertNothingIsLeft();
    }

    @Test
    @Order(2)
    void aSecondUpdateAtTheSameTimeIsRefusedAndLeavesTheFirstAlone() throws Exception {
        Path output = Files.createTempFile("scaleproof-first", ".log");
        Process first = Interrupted.start(stack, UP, output);
        try {
            Command.awaitSaying("creating", first, output, LONG);

            Command.Result second = stack.up();
            assertThat(second.status()).as(second.output()).isNotZero();
            assertThat(second.output()).contains("the stack is currently locked by 1 lock(s)", "pulumi cancel");

            assertThat(first.waitFor(LONG.toMinutes(), TimeUnit.MINUTES)).isTrue();
            assertThat(first.exitValue()).as(Command.read(output)).isZero();
        } finally {
            Command.end(first);
            Files.delete(output);
        }
        assertIsWhole();
        stack.command().run(LONG, DESTROY).ok();
        assertNothingIsLeft();
    }

    private static void assertIsWhole() {
        assertThat(export()).doesNotContain("\"pending_operations\": [");
        assertThat(stack.up().ok().output()).doesNotContain("created", "updated", "replaced", "deleted");
        assertThat(stack.kubectl("get deployment scaleproof -o jsonpath={.status.readyReplicas}"))
                .isEqualTo("1");
    }

    private static void assertNothingIsLeft() {
        assertThat(export()).doesNotContain("\"resources\": [", "\"pending_operations\": [");
        assertThat(stack.type("kubectl get namespace --ignore-not-found --output name " + stack.namespace())
                        .ok()
                        .output())
                .isBlank();
    }

    private static String export() {
        return stack.type("pulumi stack export --stack minikube").ok().output();
    }
}
