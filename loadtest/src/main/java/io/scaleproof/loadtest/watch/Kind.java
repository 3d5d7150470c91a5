package io.scaleproof.loadtest.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.scaleproof.loadtest.target.FoundTarget;
import java.net.URLEncoder;

/**
 * Objects of one kind that concern the target.
 *
 * @param resource what the API calls them, for messages
 * @param path where the API has them, with the query that selects them
 */
record Kind<T extends HasMetadata>(Class<T> type, String resource, String path) {

    static Kind<HorizontalPodAutoscaler> hpa(FoundTarget target) {
        return of(
                HorizontalPodAutoscaler.class,
                "/apis/autoscaling/v2",
                target,
                "horizontalpodautoscalers",
                "fieldSelector=" + encoded("metadata.name=" + target.hpa()));
    }

    static Kind<Deployment> deployment(FoundTarget target) {
        return of(
                Deployment.class,
                "/apis/apps/v1",
                target,
                "deployments",
                "fieldSelector=" + encoded("metadata.name=" + target.deployment()));
    }

    static Kind<Pod> pods(FoundTarget target) {
        return of(Pod.class, "/api/v1", target, "pods", podSelector(target));
    }

    static Kind<EndpointSlice> endpoints(FoundTarget target) {
        return of(
                EndpointSlice.class,
                "/apis/discovery.k8s.io/v1",
                target,
                "endpointslices",
                "labelSelector=" + encoded("kubernetes.io/service-name=" + target.service()));
    }

    static Kind<Event> events(FoundTarget target) {
        return of(Event.class, "/api/v1", target, "events", "");
    }

    /** The query that selects the target's pods. */
    static String podSelector(FoundTarget target) {
        return "labelSelector="
                + target.podLabels().entrySet().stream()
                        .map(label -> encoded(label.getKey() + "=" + label.getValue()))
                        .collect(joining(","));
    }

    private static <T extends HasMetadata> Kind<T> of(
            Class<T> type, String api, FoundTarget target, String resource, String selector) {
        return new Kind<>(
                type, resource, "%s/namespaces/%s/%s?%s".formatted(api, target.namespace(), resource, selector));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}
