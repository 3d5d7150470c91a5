package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** When the Service first led to each pod, by its EndpointSlices. */
final class Reachable {
    private final ClusterClock clock;

    Reachable(ClusterClock clock) {
        this.clock = clock;
    }

    /** Times by the pods' names. */
    Map<String, Duration> read(List<Sighting<EndpointSlice>> seen) {
        Map<String, Duration> first = new HashMap<>();
        seen.stream()
                .filter(sighting -> !sighting.gone())
                .forEach(sighting -> pods(sighting.object())
                        .forEach(pod -> first.merge(
                                pod,
                                clock.local(sighting.at()),
                                (one, other) -> one.compareTo(other) < 0 ? one : other)));
        return first;
    }

    private static Stream<String> pods(EndpointSlice slice) {
        return Stream.ofNullable(slice.getEndpoints())
                .flatMap(List::stream)
                .filter(Reachable::isReady)
                .filter(endpoint -> "Pod".equals(endpoint.getTargetRef().getKind()))
                .map(endpoint -> endpoint.getTargetRef().getName());
    }

    /** Without a word of it an endpoint is taken to be ready (discovery.k8s.io/v1). */
    private static boolean isReady(Endpoint endpoint) {
        return endpoint.getTargetRef() != null
                && (endpoint.getConditions() == null
                        || !Boolean.FALSE.equals(endpoint.getConditions().getReady()));
    }
}
