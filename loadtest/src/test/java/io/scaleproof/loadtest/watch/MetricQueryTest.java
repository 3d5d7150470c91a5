package io.scaleproof.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.scaleproof.loadtest.target.GivenTarget;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The controller's own paths, as k8s.io/metrics' clients build them. */
class MetricQueryTest {
    @Test
    void podsAreAskedForByTheHpasOwnSelector() {
        assertThat(query("{type: Pods, pods: {metric: {name: http_requests_in_flight}}}"))
                .contains(new MetricQuery(
                        "Pods",
                        "http_requests_in_flight",
                        "custom.metrics.k8s.io",
                        "pods/http_requests_in_flight",
                        "namespaces/shop/pods/*/http_requests_in_flight?labelSelector=app%3Dweb"));
    }

    @Test
    void aMetricsOwnSelectorGoesBesideThat() {
        assertThat(query("""
                {type: Pods, pods: {metric: {name: hits, selector: {matchLabels: {verb: GET}, matchExpressions: [
                  {key: route, operator: NotIn, values: [b, a]}, {key: zone, operator: Exists}]}}}}""").orElseThrow().path())
                .isEqualTo("namespaces/shop/pods/*/hits?labelSelector=app%3Dweb"
                        + "&metricLabelSelector=route%20notin%20%28a%2Cb%29%2Cverb%3DGET%2Czone");
    }

    @Test
    void anObjectIsNamedByTheResourceOfItsKindWithItsGroup() {
        assertThat(query("""
                {type: Object, object: {metric: {name: hits},
                  describedObject: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: front}}}"""))
                .contains(new MetricQuery(
                        "Object",
                        "hits",
                        "custom.metrics.k8s.io",
                        "ingresses.networking.k8s.io/hits",
                        "namespaces/shop/ingresses.networking.k8s.io/front/hits"));
    }

    @Test
    void theNamespaceItselfIsAskedForInAnotherWay() {
        assertThat(query("""
                {type: Object, object: {metric: {name: hits}, describedObject: {apiVersion: v1, kind: Namespace, name: any}}}"""))
                .contains(new MetricQuery(
                        "Object", "hits", "custom.metrics.k8s.io", "metrics", "namespaces/shop/metrics/hits"));
    }

    @Test
    void anObjectOfAKindThatNobodyKnowsIsNotAskedFor() {
        assertThat(query("""
                {type: Object, object: {metric: {name: hits}, describedObject: {apiVersion: x.io/v1, kind: Queue, name: q}}}""")).isEmpty();
    }

    @Test
    void anExternalMetricOfKedasIsAskedForByItsScaledObject() {
        assertThat(query("""
                {type: External, external: {metric: {name: s0-prometheus,
                  selector: {matchLabels: {scaledobject.keda.sh/name: web}}}}}"""))
                .contains(new MetricQuery(
                        "External",
                        "s0-prometheus",
                        "external.metrics.k8s.io",
                        "s0-prometheus",
                        "namespaces/shop/s0-prometheus?labelSelector=scaledobject.keda.sh%2Fname%3Dweb"));
    }

    @Test
    void cpuIsNotAskedForHere() {
        assertThat(query("{type: Resource, resource: {name: cpu}}")).isEmpty();
    }

    private static Optional<MetricQuery> query(String yaml) {
        return MetricQuery.of(
                new KubernetesSerialization()
                        .unmarshal(
                                "metadata: {name: web}\nspec: {metrics: [%s]}".formatted(yaml),
                                HorizontalPodAutoscaler.class)
                        .getSpec()
                        .getMetrics()
                        .getFirst(),
                GivenTarget.web(),
                object -> object.getKind().equals("Ingress")
                        ? Optional.of("ingresses.networking.k8s.io")
                        : Optional.empty());
    }
}
