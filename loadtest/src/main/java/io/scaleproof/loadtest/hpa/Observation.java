package io.scaleproof.loadtest.hpa;

import java.time.Duration;
import java.util.List;

/**
 * All that the controller sees at one sync.
 *
 * @param at the time of the sync
 * @param wanted the scale target's {@code spec.replicas}: the number that a decision changes
 * @param existing its {@code status.replicas}
 * @param pods every pod that the target's selector finds
 * @param readings the answers for the HPA's metrics, in the order of its settings
 * @param scaledToZero whether the HPA itself scaled to zero before, which lets it scale up from there
 */
public record Observation(
        Duration at, int wanted, int existing, List<PodView> pods, List<Reading> readings, boolean scaledToZero) {

    public Observation {
        pods = List.copyOf(pods);
        readings = List.copyOf(readings);
    }

    /** The same for an HPA that does not scale to zero. */
    public Observation(Duration at, int wanted, int existing, List<PodView> pods, List<Reading> readings) {
        this(at, wanted, existing, pods, readings, false);
    }
}
