package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.Container;
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
 * @param podSelector the label selector of its pods, as its scale says it
 * @param template what its pods are made from, where it has that
 * @param pods its pods
 */
record ScaleTarget(Workload workload, String podSelector, Optional<PodTemplateSpec> template, List<Pod> pods) {

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
