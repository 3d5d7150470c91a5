package io.scaleproof.loadtest.watch;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When the Service first led to each pod, by its EndpointSlices. */
final class Reachable {
    private final ClusterClock clock;

    Reachable(ClusterClock clock) {
        this.clock = clock;
    }

    /** Times by the pods' names. */
    Map<String, Duration> read(List<Sighting<EndpointSight>> seen) {
        Map<String, Duration> first = new HashMap<>();
        seen.stream()
                .filter(sighting -> !sighting.gone())
                .forEach(sighting -> sighting.object()
                        .reachable()
                        .forEach(pod -> first.merge(
                                pod,
                                clock.local(sighting.at()),
                                (one, other) -> one.compareTo(other) < 0 ? one : other)));
        return first;
    }
}
