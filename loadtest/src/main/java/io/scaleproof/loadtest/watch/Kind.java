package io.scaleproof.loadtest.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.scaleproof.loadtest.target.FoundTarget;
import java.net.URLEncoder;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Objects of one kind that concern the target.
 *
 * @param resource what the API calls them, for messages
 * @param path where the API has them, with the query that selects them
 * @param whole puts into an object that is there what the API keeps elsewhere
 * @param keep what is kept of each sight of an object
 */
record Kind<T extends HasMetadata, K>(
        Class<T> type, String resource, String path, UnaryOperator<T> whole, Function<T, K> keep) {

    static Kind<HorizontalPodAutoscaler, HorizontalPodAutoscaler> hpa(FoundTarget target) {
        return of(
                HorizontalPodAutoscaler.class,
                "/apis/autoscaling/v2",
                target,
                "horizontalpodautoscalers",
                "fieldSelector=" + encoded("metadata.name=" + target.hpa()),
                new Reduced()::hpa);
    }

    /** @param whole puts into an object what only its scale says */
    static Kind<GenericKubernetesResource, GenericKubernetesResource> workload(
            FoundTarget target, UnaryOperator<GenericKubernetesResource> whole) {
        return new Kind<>(
                GenericKubernetesResource.class,
                target.workload().resource(),
                "%s?fieldSelector=%s"
                        .formatted(
                                target.workload().path(target.namespace()),
                                encoded("metadata.name=" + target.workload().name())),
                whole,
                new Reduced()::workload);
    }

    static Kind<Pod, Pod> pods(FoundTarget target) {
        return of(Pod.class, "/api/v1", target, "pods", podSelector(target), new Reduced()::pod);
    }

    static Kind<EndpointSlice, EndpointSight> endpoints(FoundTarget target, String service) {
        return of(
                EndpointSlice.class,
                "/apis/discovery.k8s.io/v1",
                target,
                "endpointslices",
                "labelSelector=" + encoded("kubernetes.io/service-name=" + service),
                EndpointSight.reader());
    }

    static Kind<Event, Event> events(FoundTarget target) {
        return of(Event.class, "/api/v1", target, "events", "", new Reduced()::event);
    }

    static Kind<Node, NodeSight> nodes() {
        return new Kind<>(Node.class, "nodes", "/api/v1/nodes?", UnaryOperator.identity(), NodeSight::of);
    }

    /** The query that selects the target's pods. */
    static String podSelector(FoundTarget target) {
        return "labelSelector=" + encoded(target.podSelector());
    }

    private static <T extends HasMetadata, K> Kind<T, K> of(
            Class<T> type, String api, FoundTarget target, String resource, String selector, Function<T, K> keep) {
        return new Kind<>(
                type,
                resource,
                "%s/namespaces/%s/%s?%s".formatted(api, target.namespace(), resource, selector),
                UnaryOperator.identity(),
                keep);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}
