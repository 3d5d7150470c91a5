package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an HPA scales, as it was found.
 *
 * @param metadata its own
 * @param podSelector the label selector of its pods, as its scale says it
 * @param template what its pods are made from, where it keeps that where Kubernetes' own kinds do
 * @param pods all that the selector catches, those that are over or leaving, too
 */
public record ScaleTarget(
        Workload workload,
        ObjectMeta metadata,
        String podSelector,
        Optional<PodTemplateSpec> template,
        List<Pod> pods) {

    /** For people, for instance {@code Deployment web}. */
    public String words() {
        return workload.words();
    }

    /** The same for kubectl, for instance {@code deployment web -n shop}. */
    public String typed() {
        return workload.typed() + " -n " + metadata.getNamespace();
    }

    /** Whether a Service leads to its pods, or would if there were any. */
    boolean isServedBy(Service service) {
        Map<String, String> selector = service.getSpec().getSelector();
        return selector != null
                && !selector.isEmpty()
                && podLabels().anyMatch(labels -> labels.entrySet().containsAll(selector.entrySet()));
    }

    private Stream<Map<String, String>> podLabels() {
        return Stream.concat(
                        template.map(PodTemplateSpec::getMetadata).stream(),
                        pods.stream().map(Pod::getMetadata))
                .flatMap(metadata -> Stream.ofNullable(metadata.getLabels()));
    }

    /** Containers of its template, else of one of its pods. */
    List<Container> containers() {
        return template.map(PodTemplateSpec::getSpec)
                .or(() -> pods.stream().map(Pod::getSpec).findFirst())
                .map(spec -> spec.getContainers())
                .orElse(List.of());
    }
}
