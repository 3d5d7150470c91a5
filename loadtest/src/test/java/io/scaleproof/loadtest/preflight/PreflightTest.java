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
        assertThat(refused.remedy()).contains("loadtest/rbac/role.yaml");
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
    void anHpaThatSharesItsPodsWithAnotherIsRefusedAtOnce() throws Exception {
        api.watch(HPAS).send("ADDED", """
                {"metadata": {"name": "web", "uid": "1", "resourceVersion": "2"},
                 "spec": {"maxReplicas": 3},
                 "status": {"conditions": [{"type": "ScalingActive", "status": "False", "reason": "AmbiguousSelector",
                  "message": "pods by selector app=web are controlled by more than one HPA"}]}}""".replace("\n", ""));
        await().until(() -> watch.state().scalingActive().isPresent());

        assertThat(check())
                .hasMessage("The HPA computes nothing: pods by selector app=web are controlled by more than one HPA");
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
