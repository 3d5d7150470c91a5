package io.scaleproof.loadtest.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.target.ApiErrors;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FakeApi;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.GivenTarget;
import io.scaleproof.loadtest.watch.ClusterWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private static final String METRICS = "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods";
    private static final String HPAS = "/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers";
    private static final String API_SERVICE = "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io";
    private static final FoundTarget TARGET = GivenTarget.web();

    private FakeApi api;
    private Cluster cluster;
    private ClusterWatch watch;

    @BeforeEach
    void start() throws Exception {
        api = new FakeApi();
        api.shop();
        cluster = api.connect();
        watch = new ClusterWatch(cluster, TARGET, InstantSource.system());
    }

    @AfterEach
    void close() {
        watch.close();
        api.close();
        cluster.close();
    }

    @Test
    void aClusterWithoutAMetricsApiIsRefusedByAskingThatApiItself() {
        api.on(METRICS, FakeApi.refusal(404, "not found"));

        CouldNotRun refused = check();
        assertThat(refused).hasMessageContaining("no metrics API").hasMessageContaining("the HPA is blind");
        assertThat(refused.remedy()).contains("minikube addons enable metrics-server");
        assertThat(api.asked()).noneMatch(request -> request.contains("apiservices"));
    }

    @Test
    void oneThatIsNotAvailableIsExplainedByItsApiService() {
        api.on(METRICS, FakeApi.refusal(503, "service unavailable"));
        api.on(API_SERVICE, FakeApi.json("""
                {"kind": "APIService", "apiVersion": "apiregistration.k8s.io/v1", "status": {"conditions": [
                  {"type": "Available", "status": "False", "reason": "MissingEndpoints", "message": "none are ready"}]}}"""));

        assertThat(check())
                .hasMessage("The metrics API is not available (MissingEndpoints: none are ready): the HPA is blind");
    }

    @Test
    void whoMayNotReadThatHasTheRefusalItself() {
        api.on(METRICS, FakeApi.refusal(503, "service unavailable"));
        api.on(API_SERVICE, FakeApi.refusal(403, "apiservices is forbidden"));

        assertThat(check())
                .hasMessage(
                        "The metrics API is not available (service unavailable; its APIService says more, and could not"
                                + " be read: apiservices is forbidden): the HPA is blind");
    }

    @Test
    void measurementsThatMayNotBeReadAreAMissingRightAndNoMissingApi() {
        api.on(METRICS, FakeApi.refusal(403, "pods.metrics.k8s.io is forbidden"));

        CouldNotRun refused = check();
        assertThat(refused).hasMessage("The Kubernetes API refused a question: pods.metrics.k8s.io is forbidden");
        assertThat(refused.remedy()).contains("java -jar scaleproof.jar print role | kubectl apply -n NAMESPACE -f -");
    }

    /** The HPA asks the one that has them, and says itself if that does not answer. */
    @Test
    void whereTheHpaLooksAtOtherMetricsAloneTheMetricsApiMayBeMissing() throws Exception {
        api.on(METRICS, FakeApi.refusal(404, "not found"));
        hpa("{\"type\": \"External\", \"external\": {\"metric\": {\"name\": \"queue\"},"
                + " \"target\": {\"type\": \"AverageValue\", \"averageValue\": \"5\"}}}");

        assertThat(check()).isNull();
    }

    @Test
    void butNotWhereItLooksAtMemoryToo() throws Exception {
        api.on(METRICS, FakeApi.refusal(404, "not found"));
        hpa("{\"type\": \"Resource\", \"resource\": {\"name\": \"memory\","
                + " \"target\": {\"type\": \"AverageValue\", \"averageValue\": \"64Mi\"}}}");

        assertThat(check()).hasMessageContaining("no metrics API");
    }

    /** Two HPAs for the same pods: Kubernetes stops both, and no waiting helps. */
    @Test
    void anHpaThatSharesItsPodsWithAnotherIsRefused() throws Exception {
        shared();

        assertThat(check())
                .hasMessage("The HPA computes nothing: pods by selector app=web are controlled by more than one HPA");
    }

    /** KEDA puts metrics from outside before CPU, and so does the HPA's status. */
    @Test
    void cpuMayStandBehindAMetricFromOutside() throws Exception {
        api.watch(HPAS).send("ADDED", """
                {"metadata": {"name": "web", "uid": "1", "resourceVersion": "2"},
                 "spec": {"maxReplicas": 3, "metrics": [
                  {"type": "External", "external": {"metric": {"name": "s1-prometheus"}, "target": {"type": "AverageValue", "averageValue": "2"}}},
                  {"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 50}}}]},
                 "status": {"currentMetrics": [
                  {"type": "External", "external": {"metric": {"name": "s1-prometheus"}, "current": {"averageValue": "0"}}},
                  {"type": "Resource", "resource": {"name": "cpu", "current": {"averageUtilization": 5, "averageValue": "5m"}}}],
                  "conditions": [{"type": "ScalingActive", "status": "True", "reason": "ValidMetricFound"}]}}""".replace("\n", ""));
        await().until(() -> watch.state().scalingActive().isPresent());

        served();
        assertThat(seen(new ArrayList<>())).isNull();
    }

    @Test
    void aWaitThatGoesOnIsToldEvenIfNothingChanges() throws Exception {
        hpa("{\"type\": \"Resource\", \"resource\": {\"name\": \"cpu\","
                + " \"target\": {\"type\": \"Utilization\", \"averageUtilization\": 50}}}");
        served();
        List<String> told = new ArrayList<>();

        assertThat(seen(told)).hasMessageContaining("the HPA has not looked yet");
        assertThat(told).containsExactly("waiting: the HPA has not looked yet");
    }

    @Test
    void oneThatGoesOnSharingThemIsRefused() throws Exception {
        shared();
        served();

        assertThat(seen(new ArrayList<>())).hasMessageStartingWith("The HPA computes nothing: ");
    }

    /** As it is for a moment where KEDA's HPA takes the place of another. */
    @Test
    void oneThatSharedThemUntilNowIsWaitedForUntilItHasLookedAgain() throws Exception {
        var hpas = shared();
        served();
        List<String> told = new CopyOnWriteArrayList<>();
        CompletableFuture<CouldNotRun> ended = CompletableFuture.supplyAsync(() -> seen(told));
        await().until(() -> !told.isEmpty());

        hpas.send("MODIFIED", """
                {"metadata": {"name": "web", "uid": "1", "resourceVersion": "3"}, "spec": {"maxReplicas": 3},
                 "status": {"conditions": [{"type": "ScalingActive", "status": "True", "reason": "ValidMetricFound"}]}}""".replace("\n", ""));

        assertThat(ended).succeedsWithin(Duration.ofSeconds(20)).isNull();
        assertThat(told.getFirst()).contains("are controlled by more than one HPA");
    }

    private FakeApi.OpenWatch shared() throws Exception {
        FakeApi.OpenWatch hpas = api.watch(HPAS);
        hpas.send("ADDED", """
                {"metadata": {"name": "web", "uid": "1", "resourceVersion": "2"},
                 "spec": {"maxReplicas": 3},
                 "status": {"conditions": [{"type": "ScalingActive", "status": "False", "reason": "AmbiguousSelector",
                  "message": "pods by selector app=web are controlled by more than one HPA"}]}}""".replace("\n", ""));
        await().until(() -> watch.state().scalingActive().isPresent());
        return hpas;
    }

    private void served() throws Exception {
        api.watch("/apis/apps/v1/namespaces/shop/deployments").send("ADDED", """
                {"metadata": {"name": "web", "uid": "2", "resourceVersion": "2", "generation": 1}, "spec": {"replicas": 1},
                 "status": {"observedGeneration": 1, "replicas": 1, "readyReplicas": 1, "updatedReplicas": 1}}""".replace("\n", ""));
        await().until(() -> watch.state().wanted() == 1);
    }

    private CouldNotRun seen(List<String> told) {
        api.on(METRICS, FakeApi.json("{\"kind\": \"PodMetricsList\", \"metadata\": {}, \"items\": []}"));
        api.on(
                "/api/v1/namespaces/shop/pods",
                FakeApi.json("{\"metadata\": {\"resourceVersion\": \"1\"}, \"items\": []}"));
        Preflight preflight = new Preflight(cluster, watch, told::add);
        return catchThrowableOfType(CouldNotRun.class, () -> preflight.checkSeeing(Duration.ofSeconds(4), () -> false));
    }

    private void hpa(String metric) throws Exception {
        api.watch(HPAS).send("ADDED", """
                {"metadata": {"name": "web", "uid": "1", "resourceVersion": "2"},
                 "spec": {"maxReplicas": 3, "metrics": [%s]}}""".formatted(metric).replace("\n", ""));
        await().until(() -> watch.state().settings().isPresent());
    }

    private CouldNotRun check() {
        Preflight preflight = new Preflight(cluster, watch, line -> {});
        return catchThrowableOfType(
                CouldNotRun.class, () -> ApiErrors.said(() -> preflight.check(Duration.ofSeconds(20), () -> true)));
    }
}
