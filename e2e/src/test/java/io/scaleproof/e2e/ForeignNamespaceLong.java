package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A stack in a namespace that somebody else made and has something in: one story in order. */
@TestMethodOrder(OrderAnnotation.class)
class ForeignNamespaceLong {
    private static Stack stack;

    @BeforeAll
    static void somebodyElseMakesTheNamespace() throws IOException {
        stack = Stack.configured("minikube", "scaleproof-foreign", "nodePort 30183", "cpuRequest 50m");
        stack.type("kubectl create namespace " + stack.namespace()).ok();
        stack.kubectl("create configmap stock --from-literal=apples=3");
    }

    @AfterAll
    static void leaveNothing() {
        stack.close();
    }

    @Test
    @Order(1)
    void isRefusedInThePreviewWithWhatToType() {
        assertThat(stack.type("pulumi preview --stack minikube").ended(1).output())
                .contains("pulumi config set createNamespace true; of somebody else: false")
                .contains("Namespace scaleproof-foreign exists already, and this stack did not make it");
        assertNothingWasDoneToIt();
    }

    @Test
    @Order(2)
    void isUsedWithoutBeingChanged() {
        stack.set("createNamespace false");

        stack.up().ok();

        assertThat(stack.kubectl("get deployment scaleproof -o jsonpath={.metadata.name}"))
                .isEqualTo("scaleproof");
        assertThat(stack.up().ok().output()).doesNotContain("created", "updated", "replaced", "deleted");
        assertNothingWasDoneToIt();
    }

    @Test
    @Order(3)
    void isLeftByADestroyWithWhatIsInIt() {
        stack.type("pulumi destroy --stack minikube --yes --skip-preview").ok();

        assertThat(stack.kubectl("get deployment,service,hpa,poddisruptionbudget --output name"))
                .isEmpty();
        assertNothingWasDoneToIt();
    }

    private static void assertNothingWasDoneToIt() {
        assertThat(stack.kubectl("get configmap stock -o jsonpath={.data.apples}"))
                .isEqualTo("3");
        assertThat(stack.kubectl("get namespace " + stack.namespace()
                        + " -o jsonpath={.metadata.labels.pod-security\\\\.kubernetes\\\\.io/enforce}"))
                .isEmpty();
    }
}
