package io.scaleproof.loadtest.watch;

import static io.scaleproof.loadtest.watch.TestClock.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FakeApi;
import io.scaleproof.loadtest.target.GivenTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HpaMetricsPollTest {
    private static final String GROUP = "/apis/custom.metrics.k8s.io";
    private static final String PODS = GROUP + "/v1beta2/namespaces/shop/pods/*/in_flight";
    private static final String QUEUE = "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/s0-queue";
    private static final String METRIC = "{type: Pods, pods: {metric: {name: in_flight}}}";
    private static final String COST =
            "decisions are replayed on the HPA's own figure for in_flight, and its age is not known";

    private final TestClock clock = new TestClock();
    private FakeApi api;
    private Cluster cluster;
    private HpaMetricsPoll poll;

    @BeforeEach
    void start() throws Exception {
        api = new FakeApi();
        cluster = api.connect();
    }

    @AfterEach
    void close() {
        poll.close();
        api.close();
        cluster.close();
    }

    @Test
    void itAsksWhatTheHpaAsksOfTheNewestVersionThereIsAndKeepsChanges() {
        serve("custom", "v1beta1", "v1beta2");
        api.on(PODS, inFlight(0, "40m"));
        begin(METRIC);
        awaitPolls(PODS, 3);

        assertThat(poll.all())
                .extracting(Sighting::object)
                .containsExactly(new MetricRound(
                        "Pods",
                        "in_flight",
                        java.util.List.of(new MetricNews.Change(
                                Optional.of("web-1"), at(0), Duration.ZERO, OptionalLong.of(40)))));
        assertThat(api.asked()).contains("GET " + PODS + "?labelSelector=app%3Dweb");
        api.on(PODS, inFlight(2, "70m"));
        await().atMost(Duration.ofSeconds(30)).until(() -> poll.all().size() == 2);
        assertThat(poll.leftOut(at(60))).isEmpty();
    }

    @Test
    void theOlderVersionWillDo() {
        serve("custom", "v1beta1");
        String older = PODS.replace("v1beta2", "v1beta1");
        api.on(older, inFlight(0, "40m"));
        begin(METRIC);

        awaitPolls(older, 1);
    }

    @Test
    void anExternalMetricIsAskedForByItsOwnApi() {
        serve("external", "v1beta1");
        api.on(QUEUE, FakeApi.json("""
                {"items": [{"metricName": "s0-queue", "timestamp": "%s", "value": "12"}]}""".formatted(at(0))));
        begin("""
                {type: External, external: {metric: {name: s0-queue, selector: {matchLabels: {scaledobject.keda.sh/name: web}}}}}""");

        await().atMost(Duration.ofSeconds(30)).until(() -> !poll.all().isEmpty());
        assertThat(poll.all().getFirst().object().changes())
                .containsExactly(
                        new MetricNews.Change(Optional.empty(), at(0), Duration.ZERO, OptionalLong.of(12_000)));
        assertThat(api.asked()).contains("GET " + QUEUE + "?labelSelector=scaledobject.keda.sh%2Fname%3Dweb");
    }

    @Test
    void anObjectsKindIsLookedUpOnce() {
        serve("custom", "v1beta2");
        String hits = GROUP + "/v1beta2/namespaces/shop/services/front/hits";
        api.on("/api/v1", FakeApi.json("""
                {"kind": "APIResourceList", "groupVersion": "v1", "resources": [
                  {"name": "services/proxy", "kind": "Service", "namespaced": true},
                  {"name": "services", "kind": "Service", "namespaced": true}]}"""));
        api.on(hits, FakeApi.json("""
                {"items": [{"describedObject": {"name": "front"}, "timestamp": "%s", "value": "2k"}]}""".formatted(at(0))));
        begin("""
                {type: Object, object: {metric: {name: hits}, describedObject: {apiVersion: v1, kind: Service, name: front}}}""");
        awaitPolls(hits, 2);

        assertThat(api.asked()).filteredOn("GET /api/v1"::equals).hasSize(1);
        assertThat(poll.all()).hasSize(1);
    }

    @Test
    void aKindThatIsNotKnownIsSaidAndKeepsNoOtherMetricFromBeingAskedFor() {
        serve("custom", "v1beta2");
        api.on(PODS, inFlight(0, "40m"));
        begin("""
                {type: Object, object: {metric: {name: hits}, describedObject: {apiVersion: x.io/v1, kind: Queue, name: q}}}""", METRIC);
        awaitPolls(PODS, 1);

        assertThat(poll.leftOut(at(1)))
                .containsExactly(
                        "Queue of x.io/v1: the API server has no such kind; decisions are replayed on the HPA's own figure for its metric,"
                                + " and its age is not known");
    }

    @Test
    void anHpaThatLooksAtCpuHasNothingAsked() {
        begin("{type: Resource, resource: {name: cpu}}");

        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(4))
                .until(() -> api.asked().stream().noneMatch(request -> request.contains("metrics.k8s.io")));
    }

    @Test
    void whatMayNotBeReadIsSaidOnceAndNotAskedForAgain() {
        serve("custom", "v1beta2");
        api.on(PODS, FakeApi.refusal(403, "no"));
        begin(METRIC);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !cluster.leftOut().lines().isEmpty());

        assertThat(cluster.leftOut().lines())
                .containsExactly("pods/in_flight of custom.metrics.k8s.io: may not be read by tester; " + COST);
        assertThat(poll.leftOut(at(60))).isEmpty();
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(4)).until(() -> polls(PODS) == 1);
    }

    @Test
    void anApiThatIsNotServedIsSaidAndAskedForAgain() {
        begin(METRIC);
        awaitPolls(GROUP, 2);

        assertThat(poll.leftOut(at(60))).containsExactly("custom.metrics.k8s.io: is not served here; " + COST);

        api.on(PODS, inFlight(0, "40m"));
        serve("custom", "v1beta2");
        awaitPolls(PODS, 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> poll.leftOut(at(60)).isEmpty());
    }

    @Test
    void anAdapterThatIsAwayForLongIsSaidAndThenThePollingGoesOn() {
        serve("custom", "v1beta2");
        api.on(PODS, inFlight(0, "40m"));
        begin(METRIC);
        awaitPolls(PODS, 1);
        api.on(PODS, FakeApi.refusal(503, "the adapter is starting"));
        awaitPolls(PODS, 2);
        clock.stand(30);
        api.on(PODS, inFlight(29, "70m"));
        await().atMost(Duration.ofSeconds(30)).until(() -> poll.all().size() == 2);

        assertThat(poll.leftOut(at(60)))
                .containsExactly(
                        "pods/in_flight of custom.metrics.k8s.io: not answered for 30 s (the adapter is starting); "
                                + COST);
    }

    @Test
    void anAnswerThatCannotBeReadDoesNotEndThePolling() {
        serve("custom", "v1beta2");
        api.on(PODS, FakeApi.json("{\"items\": [{\"timestamp\": \"yesterday\"}]}"));
        begin(METRIC);
        awaitPolls(PODS, 2);
        api.on(PODS, inFlight(0, "40m"));

        await().atMost(Duration.ofSeconds(30)).until(() -> poll.all().size() == 1);
    }

    @Test
    void twoByOneNameAreNotAskedForBecauseTheStatusDoesNotTellThemApart() {
        serve("custom", "v1beta2");
        begin(METRIC, "{type: Pods, pods: {metric: {name: in_flight, selector: {matchLabels: {verb: GET}}}}}");
        await().atMost(Duration.ofSeconds(30)).until(() -> !poll.leftOut(at(1)).isEmpty());

        assertThat(poll.leftOut(at(1)).getFirst()).startsWith("Pods metric in_flight: the HPA has it more than once");
        assertThat(polls(PODS)).isZero();
    }

    private void begin(String... metrics) {
        HorizontalPodAutoscaler hpa = new KubernetesSerialization()
                .unmarshal(
                        "metadata: {name: web}\nspec: {maxReplicas: 10, metrics: [%s]}"
                                .formatted(String.join(", ", metrics)),
                        HorizontalPodAutoscaler.class);
        poll = new HpaMetricsPoll(cluster, GivenTarget.web(), () -> Optional.of(hpa), new Journal<>(clock), clock);
    }

    private void serve(String which, String... versions) {
        String group = which + ".metrics.k8s.io";
        String served = java.util.Arrays.stream(versions)
                .map(version -> "{\"groupVersion\": \"%s/%s\", \"version\": \"%s\"}".formatted(group, version, version))
                .collect(java.util.stream.Collectors.joining(", "));
        api.on("/apis/" + group, FakeApi.json("""
                {"kind": "APIGroup", "name": "%s", "versions": [%s]}""".formatted(group, served)));
    }

    private void awaitPolls(String path, int more) {
        long until = polls(path) + more + 1;
        await().atMost(Duration.ofSeconds(30)).until(() -> polls(path) >= until);
    }

    private long polls(String path) {
        return api.asked().stream()
                .filter(request -> request.equals("GET " + path) || request.startsWith("GET " + path + "?"))
                .count();
    }

    private static FakeApi.Answer inFlight(long second, String value) {
        return FakeApi.json("""
                {"kind": "MetricValueList", "items": [{"describedObject": {"kind": "Pod", "namespace": "shop", "name": "web-1",
                  "apiVersion": "/v1"}, "metric": {"name": "in_flight", "selector": null}, "timestamp": "%s", "value": "%s"}]}""".formatted(at(second), value));
    }
}
