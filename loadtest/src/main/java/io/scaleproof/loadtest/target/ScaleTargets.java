package io.scaleproof.loadtest.target;

import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what HPAs of a namespace scale, of whatever kind, as the HPA's own controller does: by its scale subresource. */
final class ScaleTargets {
    private final Cluster cluster;
    private final String namespace;

    ScaleTargets(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** What was found of what an HPA scales. */
    sealed interface Found {}

    /** It exists. */
    record There(ScaleTarget target) implements Found {}

    /** There is no such object, or none that can be scaled. */
    record Missing(CouldNotRun why) implements Found {}

    /**
     * What {@code hpa} scales.
     *
     * @throws CouldNotRun when it may not be read
     */
    Found of(HorizontalPodAutoscaler hpa) throws CouldNotRun {
        Optional<ResourceDefinitionContext> kind = kind(hpa);
        return kind.isPresent() ? of(hpa, kind.get()) : new Missing(noSuchKind(hpa));
    }

    private Found of(HorizontalPodAutoscaler hpa, ResourceDefinitionContext kind) throws CouldNotRun {
        Rights.requireToRead(cluster, namespace, Rights.onScaled(kind.getGroup(), kind.getPlural()));
        String name = hpa.getSpec().getScaleTargetRef().getName();
        GenericKubernetesResource object =
                cluster.ask(client -> resource(client, kind, name).get());
        Scale scale = object == null ? null : scale(kind, name);
        if (scale == null) {
            return new Missing(new CouldNotRun(
                    "HPA %s scales %s, and there is none in namespace %s"
                            .formatted(hpa.getMetadata().getName(), ScaleTargetRefs.words(hpa), namespace),
                    "kubectl get %s -n %s".formatted(kind.getPlural(), namespace)));
        }
        String selector = scale.getStatus() == null ? null : scale.getStatus().getSelector();
        if (selector == null || selector.isEmpty()) {
            return new Missing(new CouldNotRun(
                    "The scale of %s does not say which pods are its own (status.selector): no HPA can scale it"
                            .formatted(ScaleTargetRefs.words(hpa)),
                    "kubectl get --raw %s/%s/scale".formatted(path(kind), name)));
        }
        return new There(new ScaleTarget(
                workload(kind, object, scale), object.getMetadata(), selector, PodTemplate.of(object), pods(selector)));
    }

    private static Workload workload(ResourceDefinitionContext kind, GenericKubernetesResource object, Scale scale) {
        return new Workload(
                kind.getKind(),
                object.getMetadata().getName(),
                kind.getGroup(),
                kind.getVersion(),
                kind.getPlural(),
                Objects.equals(
                        object.<Object>get("spec", "replicas"), scale.getSpec().getReplicas()));
    }

    private List<Pod> pods(String selector) {
        return cluster.ask(client -> client.pods()
                .inNamespace(namespace)
                .withLabelSelector(selector)
                .list()
                .getItems());
    }

    private Resource<GenericKubernetesResource> resource(
            KubernetesClient client, ResourceDefinitionContext kind, String name) {
        return client.genericKubernetesResources(kind).inNamespace(namespace).withName(name);
    }

    private Scale scale(ResourceDefinitionContext kind, String name) {
        try {
            return cluster.ask(client -> resource(client, kind, name).scale());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HTTP_NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    private String path(ResourceDefinitionContext kind) {
        return new Workload(kind.getKind(), "", kind.getGroup(), kind.getVersion(), kind.getPlural(), true)
                .path(namespace);
    }

    /** As the HPA's controller, by group and kind: where the version that an HPA names is gone, by the preferred one. */
    private Optional<ResourceDefinitionContext> kind(HorizontalPodAutoscaler hpa) {
        String given = ScaleTargetRefs.apiVersion(hpa);
        String group = ScaleTargetRefs.group(hpa);
        String kind = hpa.getSpec().getScaleTargetRef().getKind();
        return Stream.concat(Stream.of(given), preferred(group).filter(version -> !version.equals(given)).stream())
                .flatMap(version -> scalable(version, kind).stream()
                        .map(resource -> new ResourceDefinitionContext.Builder()
                                .withGroup(group)
                                .withVersion(version.substring(version.indexOf('/') + 1))
                                .withKind(kind)
                                .withPlural(resource.getName())
                                .withNamespaced(true)
                                .build()))
                .findFirst();
    }

    private CouldNotRun noSuchKind(HorizontalPodAutoscaler hpa) {
        return new CouldNotRun(
                "HPA %s scales %s of %s, and the API server has no such kind that can be scaled"
                        .formatted(
                                hpa.getMetadata().getName(),
                                ScaleTargetRefs.words(hpa),
                                ScaleTargetRefs.apiVersion(hpa)),
                "kubectl describe hpa %s -n %s, and correct its scaleTargetRef"
                        .formatted(hpa.getMetadata().getName(), namespace));
    }

    private Optional<String> preferred(String group) {
        if (group.isEmpty()) {
            return Optional.empty();
        }
        APIGroup found = cluster.ask(client -> client.getApiGroup(group));
        return Optional.ofNullable(found)
                .map(known -> known.getPreferredVersion().getGroupVersion());
    }

    /** The resource of a kind, if it has a scale. */
    private Optional<APIResource> scalable(String version, String kind) {
        APIResourceList list = cluster.ask(client -> client.getApiResources(version));
        List<APIResource> resources = list == null ? List.of() : list.getResources();
        return resources.stream()
                .filter(resource -> kind.equals(resource.getKind())
                        && !resource.getName().contains("/")
                        && resources.stream().anyMatch(sub -> sub.getName().equals(resource.getName() + "/scale")))
                .findFirst();
    }
}
