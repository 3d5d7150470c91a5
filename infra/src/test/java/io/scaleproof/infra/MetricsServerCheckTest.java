package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.infra.MetricsApi.Available;
import io.scaleproof.infra.MetricsApi.Hopeless;
import io.scaleproof.infra.MetricsApi.Starting;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetricsServerCheckTest {
    private static final String READ =
            "metrics-server-check-api (from: minikube addons enable metrics-server, or pulumi config set metricsServer install)";

    @Test
    void readsTheMetricsApiUnderANameThatSaysWhereOneComesFrom() {
        var run = Program.with().run();

        assertThat(run.declared().get(READ).type()).isEqualTo("kubernetes:apiregistration.k8s.io/v1:APIService");
    }

    @Test
    void asksNobodyElseWhereItIsAvailable() {
        var looks = new AtomicInteger();
        var run =
                Program.with().metricsApi(counted(looks), Duration.ofMinutes(1)).run();

        assertThat(run.errors()).isEmpty();
        assertThat(looks).hasValue(0);
    }

    @Test
    void createsNothingWhereTheMetricsApiCannotComeAndDoesNotWait() {
        var looks = new AtomicInteger();
        var run = Program.with()
                .metricsApi("False", "MissingEndpoints", "none")
                .metricsApi(
                        counted(looks, new Hopeless("MissingEndpoints: none; the Deployment m-s has 0 replicas")),
                        Duration.ofMinutes(1))
                .run();

        assertThat(run.created()).isEmpty();
        assertThat(run.errors())
                .containsExactly(
                        "the cluster's metrics API v1beta1.metrics.k8s.io is not available (MissingEndpoints: none; the"
                                + " Deployment m-s has 0 replicas), so the autoscaler would be blind. What it waits for:"
                                + " kubectl describe apiservice v1beta1.metrics.k8s.io; if metrics-server is missing:"
                                + " minikube addons enable metrics-server, or pulumi config set metricsServer install");
        assertThat(looks).hasValue(1);
        assertThat(run.progress()).isEmpty();
    }

    @Test
    void waitsForAMetricsServerThatIsStarting() {
        var looks = new AtomicInteger();
        var run = Program.with()
                .metricsApi("False", "MissingEndpoints", "none")
                .metricsApi(
                        counted(
                                looks,
                                new Starting("MissingEndpoints: none"),
                                new Starting("FailedDiscoveryCheck: 503"),
                                new Available()),
                        Duration.ofMinutes(1))
                .run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.declares("hpa")).isTrue();
        assertThat(looks).hasValue(3);
        assertThat(run.progress())
                .containsExactly(
                        "Waiting for the cluster's metrics API, up to 60 s (MissingEndpoints: none)",
                        "Waited 0 s for the cluster's metrics API");
    }

    @Test
    void stopsWaitingForOneThatLosesItsHope() {
        var run = Program.with()
                .metricsApi("False", "MissingEndpoints", "none")
                .metricsApi(
                        counted(new AtomicInteger(), new Starting("none"), new Hopeless("ImagePullBackOff")),
                        Duration.ofMinutes(1))
                .run();

        assertThat(run.created()).isEmpty();
        assertThat(run.errors()).singleElement().asString().contains("is not available (ImagePullBackOff)");
    }

    @Test
    void failsWhereItDoesNotComeInTime() {
        var run = Program.with()
                .metricsApi("False", "MissingEndpoints", "none")
                .metricsApi(() -> new Starting("FailedDiscoveryCheck: 503"), Duration.ofMillis(50))
                .run();

        assertThat(run.created()).isEmpty();
        assertThat(run.errors())
                .singleElement()
                .asString()
                .contains(
                        "is not available (FailedDiscoveryCheck: 503; waited for 0 s)",
                        "pulumi config set metricsServer");
    }

    /** An update shows its preview first: one that failed here would be the end of it. */
    @Test
    void aPreviewTakesWhatMayComeForThereAndDoesNotWait() {
        var looks = new AtomicInteger();
        var run = Program.with()
                .metricsApi("False", "MissingEndpoints", "none")
                .metricsApi(counted(looks, new Starting("MissingEndpoints: none")), Duration.ofMinutes(1))
                .preview()
                .run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.declares("hpa")).isTrue();
        assertThat(looks).hasValue(1);
        assertThat(run.progress())
                .containsExactly(
                        "The cluster's metrics API is starting (MissingEndpoints: none); an update waits for it,"
                                + " up to 60 s");
    }

    @Test
    void aPreviewFailsWhereItCannotCome() {
        var run = Program.with()
                .metricsApi("False", "MissingEndpoints", "none")
                .preview()
                .run();

        assertThat(run.errors()).singleElement().asString().contains("(nobody is behind it)");
    }

    @Test
    void takesAnApiWithoutAConditionForNotAvailable() {
        var run = Program.with().status("APIService", Map.of()).run();

        assertThat(run.created()).isEmpty();
        assertThat(run.errors()).singleElement().asString().contains("is not available (nobody is behind it)");
    }

    /** One state after the other; who asks for more is told that there is none. */
    private static MetricsApi counted(AtomicInteger looks, MetricsApi.State... states) {
        return () -> states[looks.getAndIncrement()];
    }

    @Test
    void isNotMadeWhenItIsSkipped() {
        var run = Program.with("metricsServer", "skip")
                .metricsApi("False", "MissingEndpoints", "")
                .run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.declares(READ)).isFalse();
        assertThat(run.declares("hpa")).isTrue();
    }
}
