package io.scaleproof.loadtest.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.Environment;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClusterTest {
    @Test
    void nodesThatMayNotBeListedAreLeftOutWithALine() throws Exception {
        try (FakeApi api = new FakeApi()) {
            api.on("/api/v1/nodes", FakeApi.refusal(403, "nodes is forbidden"));
            try (Cluster cluster = api.connect()) {
                assertThat(cluster.leftOut().lines())
                        .containsExactly("nodes: may not be listed by tester; their number and CPUs are missing, a"
                                + " NodePort was looked for at the API server's host alone, and when one stops being Ready is not"
                                + " known");

                Environment environment = EnvironmentReader.read(cluster, Optional.empty());
                assertThat(environment.nodes()).isZero();
                assertThat(environment.kubernetes()).isEqualTo("v1.37.2");
            }
        }
    }

    @Test
    void credentialsThatHaveExpiredAreSaidToHave() throws Exception {
        try (FakeApi api = new FakeApi()) {
            api.on("/version", FakeApi.refusal(401, "Unauthorized"));

            CouldNotRun refused = catchThrowableOfType(CouldNotRun.class, api::connect);

            assertThat(refused)
                    .hasMessage("The Kubernetes API does not accept the credentials that kubeconfig gives (401"
                            + " Unauthorized); a token may have expired");
            assertThat(refused.remedy()).startsWith("kubectl auth whoami");
        }
    }

    @Test
    void anApiServerThatIsAwayIsNamedWithWhatToStart() throws Exception {
        FakeApi api = new FakeApi();
        api.close();

        CouldNotRun refused = catchThrowableOfType(CouldNotRun.class, api::connect);

        assertThat(refused)
                .hasMessageMatching(
                        "The Kubernetes API at http://127.0.0.1:\\d+/ \\(context fake\\) does not answer: .*refused.*");
        assertThat(refused.remedy()).contains("minikube start", "cluster/env");
    }

    @Test
    void whatTheClientThrowsLaterIsSaidInOnePlace() {
        CouldNotRun unanswered = catchThrowableOfType(
                CouldNotRun.class,
                () -> ApiErrors.said(() -> {
                    throw new KubernetesClientException("An error has occurred.", new IOException("network is gone"));
                }));

        assertThat(unanswered).hasMessage("The Kubernetes API did not answer a question: network is gone");
        assertThat(unanswered.remedy()).contains("kubectl get --raw /readyz");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES) // without a limit it would never end
    void anAnswerThatNeverEndsIsGivenUp() {
        assertThatThrownBy(() -> new TimeLimit(Duration.ofMillis(50)).get(ClusterTest::forEver))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessage("no whole answer within 0 s");
    }

    @Test
    void whatGoesWrongWithinTheLimitIsThrownAsItWas() {
        assertThatThrownBy(() -> new TimeLimit(Duration.ofSeconds(20)).get(() -> {
                    throw new IllegalArgumentException("as it was");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("as it was");
    }

    private static boolean forEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
