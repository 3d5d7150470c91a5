package io.scaleproof.loadtest.watch;

import static io.scaleproof.loadtest.watch.TestClock.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FakeApi;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.GivenTarget;
import io.scaleproof.loadtest.watch.Continuity.Break;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsPollTest {
    private static final String PODS = "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods";
    private static final FoundTarget TARGET = GivenTarget.web();

    private final TestClock clock = new TestClock();
    private FakeApi api;
    private Cluster cluster;
    private MetricsPoll poll;

    @BeforeEach
    void start() throws Exception {
        api = new FakeApi();
        api.on(PODS, measured(0));
        cluster = api.connect();
        poll = new MetricsPoll(cluster, TARGET, new Journal<>(clock), clock);
        awaitMeasurements(1);
    }

    @AfterEach
    void close() {
        poll.close();
        api.close();
        cluster.close();
    }

    @Test
    void onlyTheTargetsPodsAreAskedForAndTheSameMeasurementIsKeptOnce() {
        awaitPolls(3);

        assertThat(api.asked()).contains("GET " + PODS + "?labelSelector=app%3Dweb");
        assertThat(poll.all()).hasSize(1);
        assertThat(poll.breaks(at(60))).isEmpty();
    }

    @Test
    void anApiThatIsAwayForLongIsAGapAndThenThePollingGoesOn() {
        api.on(PODS, FakeApi.refusal(503, "metrics-server is starting"));
        awaitPolls(2);
        clock.stand(30);
        assertThat(poll.breaks(at(30)))
                .containsExactly(
                        new Break(at(0), at(30), "the metrics API did not answer: metrics-server is starting"));
        api.on(PODS, measured(20));
        awaitMeasurements(2);

        assertThat(poll.breaks(at(60)))
                .containsExactly(
                        new Break(at(0), at(30), "the metrics API did not answer: metrics-server is starting"));
    }

    @Test
    void aFailureOrTwoAreNone() {
        api.on(PODS, FakeApi.refusal(500, "oops"));
        awaitPolls(2);
        clock.stand(4);
        api.on(PODS, measured(20));
        awaitMeasurements(2);

        assertThat(poll.breaks(at(60))).isEmpty();
    }

    @Test
    void anAnswerThatCannotBeReadDoesNotEndThePolling() {
        api.on(PODS, FakeApi.json("{\"items\": [{\"timestamp\": \"yesterday\"}]}"));
        awaitPolls(2);
        api.on(PODS, measured(20));

        awaitMeasurements(2);
    }

    /** Waits until so many more polls have been answered, and one has begun after them. */
    private void awaitPolls(int more) {
        long until = polls() + more + 1;
        await().atMost(Duration.ofSeconds(30)).until(() -> polls() >= until);
    }

    private long polls() {
        return api.asked().stream().filter(request -> request.contains(PODS)).count();
    }

    private void awaitMeasurements(int number) {
        await().atMost(Duration.ofSeconds(30)).until(() -> poll.all().size() >= number);
    }

    private static FakeApi.Answer measured(long second) {
        return FakeApi.json("""
                {"items": [{"metadata": {"name": "web-1"}, "timestamp": "%s", "window": "15s", "containers": [
                  {"name": "web", "usage": {"cpu": "30m", "memory": "20Mi"}}]}]}""".formatted(at(second)));
    }
}
