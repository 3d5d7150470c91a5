package io.scaleproof.loadtest.watch;

import static java.util.stream.Collectors.toCollection;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.target.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Goes through what was seen of a workload and of its pods, in the order they came, and says what it was like each time. */
final class WorkloadHistory {
    private final ClusterClock clock;
    private final Workload workload;
    private final Map<String, Pod> pods = new LinkedHashMap<>();
    private Optional<GenericKubernetesResource> object = Optional.empty();

    private WorkloadHistory(ClusterClock clock, Workload workload) {
        this.clock = clock;
        this.workload = workload;
    }

    /** A state for each sight of the workload, and of its pods where those are what is counted. */
    static List<DeploymentSample> read(
            ClusterClock clock,
            Workload workload,
            List<Sighting<GenericKubernetesResource>> objects,
            List<Sighting<Pod>> pods) {
        WorkloadHistory history = new WorkloadHistory(clock, workload);
        List<Sighting<?>> inOrder = Stream.concat(
                        workload.isDeployment() ? Stream.<Sighting<Pod>>empty() : pods.stream(), objects.stream())
                .sorted(Comparator.comparing(Sighting::at))
                .collect(toCollection(ArrayList::new));
        return inOrder.stream()
                .flatMap(sighting -> history.after(sighting).stream())
                .toList();
    }

    private Optional<DeploymentSample> after(Sighting<?> sighting) {
        switch (sighting.object()) {
            case Pod pod when sighting.gone() -> pods.remove(pod.getMetadata().getUid());
            case Pod pod -> pods.put(pod.getMetadata().getUid(), pod);
            case GenericKubernetesResource seen -> object = sighting.gone() ? Optional.empty() : Optional.of(seen);
            default -> throw new IllegalArgumentException("neither workload nor pod: " + sighting.object());
        }
        return object.map(seen -> {
            Replicas replicas = Replicas.of(workload, seen, pods.values());
            return new DeploymentSample(
                    clock.local(sighting.at()),
                    replicas.wanted(),
                    replicas.existing(),
                    replicas.ready(),
                    replicas.updated(),
                    Optional.ofNullable(seen.getMetadata().getGeneration()).orElse(0L));
        });
    }
}
