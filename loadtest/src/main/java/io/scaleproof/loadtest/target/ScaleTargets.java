package io.scaleproof.loadtest.target;

import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
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

    /** What {@code hpa} scales, by the words of its own {@code scaleTargetRef}. */
    static String words(HorizontalPodAutoscaler hpa) {
        CrossVersionObjectReference ref = hpa.getSpec().getScaleTargetRef();
        return ref.getKind() + " " + ref.getName();
    }

    /**
     * What {@code hpa} scales.
     *
     * @throws CouldNotRun when there is no such object, it cannot be scaled, or it may not be read
     */
    ScaleTarget of(HorizontalPodAutoscaler hpa) throws CouldNotRun {
        CrossVersionObjectReference ref = hpa.getSpec().getScaleTargetRef();
        ResourceDefinitionContext kind = kind(hpa);
        Rights.require(cluster, namespace, Rights.onScaled(kind.getGroup(), kind.getPlural()));
        GenericKubernetesResource object =
                cluster.ask(client -> resource(client, kind, ref.getName()).get());
        Scale scale = object == null ? null : scale(kind, ref.getName());
        if (scale == null) {
            throw new CouldNotRun(
                    "HPA %s scales %s, and there is none in namespace %s"
                            .formatted(hpa.getMetadata().getName(), words(hpa), namespace),
                    "kubectl get %s -n %s".formatted(kind.getPlural(), namespace));
        }
        String selector = scale.getStatus() == null ? null : scale.getStatus().getSelector();
        if (selector == null || selector.isEmpty()) {
            throw new CouldNotRun(
                    "The scale of %s does not say which pods are its own (status.selector): no HPA can scale it"
                            .formatted(words(hpa)),
                    "kubectl get --raw %s/%s/scale".formatted(path(kind), ref.getName()));
        }
        List<Pod> pods = cluster.ask(client -> client.pods()
                .inNamespace(namespace)
                .withLabelSelector(selector)
                .list()
                .getItems());
        return new ScaleTarget(
                new Workload(
                        ref.getKind(),
                        ref.getName(),
                        kind.getGroup(),
                        kind.getVersion(),
                        kind.getPlural(),
                        Objects.equals(
                                object.<Object>get("spec", "replicas"),
                                scale.getSpec().getReplicas())),
                selector,
                PodTemplate.of(object),
                pods);
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
    private ResourceDefinitionContext kind(HorizontalPodAutoscaler hpa) throws CouldNotRun {
        CrossVersionObjectReference ref = hpa.getSpec().getScaleTargetRef();
        String given = ref.getApiVersion() == null || ref.getApiVersion().isEmpty() ? "v1" : ref.getApiVersion();
        String group = given.contains("/") ? given.substring(0, given.indexOf('/')) : "";
        return Stream.concat(Stream.of(given), preferred(group).filter(version -> !version.equals(given)).stream())
                .flatMap(version -> scalable(version, ref.getKind()).stream()
                        .map(resource -> new ResourceDefinitionContext.Builder()
                                .withGroup(group)
                                .withVersion(version.substring(version.indexOf('/') + 1))
                                .withKind(ref.getKind())
                                .withPlural(resource.getName())
                                .withNamespaced(true)
                                .build()))
                .findFirst()
                .orElseThrow(() -> new CouldNotRun(
                        "HPA %s scales %s of %s, and the API server has no such kind that can be scaled"
                                .formatted(hpa.getMetadata().getName(), words(hpa), given),
                        "kubectl describe hpa %s -n %s, and correct its scaleTargetRef"
                                .formatted(hpa.getMetadata().getName(), namespace)));
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
