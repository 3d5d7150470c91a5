package io.scaleproof.loadtest.doctor;

import static java.net.HttpURLConnection.HTTP_NOT_FOUND;
import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.scaleproof.loadtest.target.Cluster;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what an HPA scales, of whatever kind that is. */
final class ScaledReader {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private final Cluster cluster;
    private final String namespace;

    ScaledReader(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * What {@code ref} names; empty where there is no such object, or none that can be scaled.
     *
     * @throws KubernetesClientException when it may not be read
     */
    Optional<Scaled> read(CrossVersionObjectReference ref) {
        return kind(ref)
                .flatMap(kind -> Optional.ofNullable(cluster.ask(
                                client -> resource(client, kind, ref.getName()).get()))
                        .flatMap(object -> scaled(kind, object)));
    }

    private Optional<ResourceDefinitionContext> kind(CrossVersionObjectReference ref) {
        String version = Objects.requireNonNullElse(ref.getApiVersion(), "v1");
        APIResourceList list = cluster.ask(client -> client.getApiResources(version));
        return Stream.ofNullable(list)
                .flatMap(found -> found.getResources().stream())
                .filter(resource -> ref.getKind().equals(resource.getKind())
                        && !resource.getName().contains("/"))
                .map(APIResource::getName)
                .findFirst()
                .map(plural -> new ResourceDefinitionContext.Builder()
                        .withGroup(version.contains("/") ? version.substring(0, version.indexOf('/')) : "")
                        .withVersion(version.substring(version.indexOf('/') + 1))
                        .withKind(ref.getKind())
                        .withPlural(plural)
                        .withNamespaced(true)
                        .build());
    }

    private Resource<GenericKubernetesResource> resource(
            KubernetesClient client, ResourceDefinitionContext kind, String name) {
        return client.genericKubernetesResources(kind).inNamespace(namespace).withName(name);
    }

    /** Kubernetes' own kinds say it all themselves; the scale of others takes a right of its own. */
    private Optional<Scaled> scaled(ResourceDefinitionContext kind, GenericKubernetesResource object) {
        String name = object.getMetadata().getName();
        if (kind.getGroup().equals("apps")) {
            return Optional.of(scaled(
                    kind,
                    object,
                    Objects.requireNonNullElse(object.get("spec", "replicas"), 1),
                    words(JSON.convertValue(object.<Object>get("spec", "selector"), LabelSelector.class))));
        }
        return scale(kind, name)
                .filter(scale -> scale.getStatus() != null && scale.getStatus().getSelector() != null)
                .map(scale -> scaled(
                        kind,
                        object,
                        Objects.requireNonNullElse(scale.getSpec().getReplicas(), 0),
                        scale.getStatus().getSelector()));
    }

    private static Scaled scaled(
            ResourceDefinitionContext kind, GenericKubernetesResource object, int replicas, String selector) {
        Optional<PodTemplateSpec> template = Optional.ofNullable(object.<Object>get("spec", "template"))
                .filter(found -> found instanceof Map<?, ?> fields && fields.get("spec") instanceof Map<?, ?>)
                .map(found -> JSON.convertValue(found, PodTemplateSpec.class));
        return new Scaled(
                kind.getKind(), kind.getGroup(), kind.getPlural(), object.getMetadata(), replicas, selector, template);
    }

    private Optional<Scale> scale(ResourceDefinitionContext kind, String name) {
        try {
            return Optional.ofNullable(
                    cluster.ask(client -> resource(client, kind, name).scale()));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** As the API takes it in a query. */
    static String words(LabelSelector selector) {
        return Stream.concat(
                        Stream.ofNullable(selector.getMatchLabels())
                                .flatMap(labels -> labels.entrySet().stream())
                                .map(label -> label.getKey() + "=" + label.getValue()),
                        selector.getMatchExpressions().stream().map(one -> switch (one.getOperator()) {
                            case "Exists" -> one.getKey();
                            case "DoesNotExist" -> "!" + one.getKey();
                            default -> in(one.getKey(), one.getOperator(), one.getValues());
                        }))
                .collect(joining(","));
    }

    private static String in(String key, String operator, List<String> values) {
        return "%s %s (%s)".formatted(key, operator.equals("In") ? "in" : "notin", String.join(",", values));
    }
}
