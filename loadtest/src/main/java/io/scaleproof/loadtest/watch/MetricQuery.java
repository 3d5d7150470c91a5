package io.scaleproof.loadtest.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricIdentifier;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.scaleproof.loadtest.target.FoundTarget;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A question for one of an HPA's metrics, as its controller asks it.
 *
 * @param source {@code Pods}, {@code Object} or {@code External}
 * @param metric the metric's name
 * @param group the API group that answers
 * @param resource what rights call it: {@code pods/METRIC}, for instance
 * @param path behind the group's version, with the query
 */
record MetricQuery(String source, String metric, String group, String resource, String path) {
    static final String CUSTOM = "custom.metrics.k8s.io";
    static final String EXTERNAL = "external.metrics.k8s.io";

    /** Finds what the API calls objects of a kind: {@code ingresses.networking.k8s.io}, for instance. */
    interface Resources extends Function<CrossVersionObjectReference, Optional<String>> {}

    /** Empty for a metric that metrics.k8s.io has, and for one of an object whose kind is not known. */
    static Optional<MetricQuery> of(MetricSpec metric, FoundTarget target, Resources resources) {
        return switch (metric.getType()) {
            case "Pods" ->
                Optional.of(custom(
                        "Pods",
                        metric.getPods().getMetric(),
                        target,
                        "pods/*/",
                        "pods/" + metric.getPods().getMetric().getName(),
                        "labelSelector=" + encoded(target.podSelector())));
            case "Object" -> {
                CrossVersionObjectReference object = metric.getObject().getDescribedObject();
                MetricIdentifier identifier = metric.getObject().getMetric();
                // The controller goes by the HPA's own namespace, whatever name is given.
                yield isNamespace(object)
                        ? Optional.of(custom("Object", identifier, target, "metrics/", "metrics", ""))
                        : resources
                                .apply(object)
                                .map(resource -> custom(
                                        "Object",
                                        identifier,
                                        target,
                                        resource + "/" + segment(object.getName()) + "/",
                                        resource + "/" + identifier.getName(),
                                        ""));
            }
            case "External" -> Optional.of(external(metric.getExternal().getMetric(), target));
            default -> Optional.empty();
        };
    }

    private static boolean isNamespace(CrossVersionObjectReference object) {
        return object.getKind().equals("Namespace") && "v1".equals(object.getApiVersion());
    }

    private static MetricQuery custom(
            String source,
            MetricIdentifier metric,
            FoundTarget target,
            String objects,
            String resource,
            String selector) {
        return new MetricQuery(
                source,
                metric.getName(),
                CUSTOM,
                resource,
                "namespaces/%s/%s%s%s"
                        .formatted(
                                target.namespace(),
                                objects,
                                segment(metric.getName()),
                                query(selector, selecting("metricLabelSelector", metric))));
    }

    private static MetricQuery external(MetricIdentifier metric, FoundTarget target) {
        return new MetricQuery(
                "External",
                metric.getName(),
                EXTERNAL,
                metric.getName(),
                "namespaces/%s/%s%s"
                        .formatted(
                                target.namespace(),
                                segment(metric.getName()),
                                query(selecting("labelSelector", metric))));
    }

    private static String selecting(String parameter, MetricIdentifier metric) {
        String selector = LabelSelectors.text(metric.getSelector());
        return selector.isEmpty() ? "" : parameter + "=" + encoded(selector);
    }

    private static String query(String... parameters) {
        String all = Stream.of(parameters).filter(one -> !one.isEmpty()).collect(joining("&"));
        return all.isEmpty() ? "" : "?" + all;
    }

    /** A name may have slashes, which stay what they are. */
    private static String segment(String name) {
        return Arrays.stream(name.split("/", -1)).map(MetricQuery::encoded).collect(joining("/"));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }
}
