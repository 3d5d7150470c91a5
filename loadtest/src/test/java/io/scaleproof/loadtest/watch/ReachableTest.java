package io.scaleproof.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ReachableTest {
    private static final Instant ZERO = Instant.parse("2026-11-24T10:00:00Z");

    private final Function<EndpointSlice, EndpointSight> reader = EndpointSight.reader();

    @Test
    void aPodIsReachableWhenASliceFirstHasItReady() {
        assertThat(new Reachable(new ClusterClock(ZERO, Duration.ZERO))
                        .read(List.of(
                                seen(5, false, endpoint("old", "ready: true") + endpoint("new", "ready: false")),
                                seen(9, false, endpoint("old", "ready: true") + endpoint("new", "ready: true")),
                                seen(12, false, endpoint("new", "ready: true") + endpoint("silent", "")),
                                seen(15, true, endpoint("gone", "ready: true")))))
                .isEqualTo(Map.of(
                        "old", Duration.ofSeconds(5), "new", Duration.ofSeconds(9), "silent", Duration.ofSeconds(12)));
    }

    /** A slice comes whole each time, with up to a hundred endpoints; only what it says anew is kept. */
    @Test
    void aPodIsKeptOnceHoweverOftenItsSliceComes() {
        String old = endpoint("old", "ready: true");

        assertThat(seen(5, false, old).object().reachable()).containsExactly("old");
        assertThat(seen(9, false, old + endpoint("new", "ready: true")).object())
                .isEqualTo(new EndpointSight("web", 2, 0, List.of("new")));
    }

    @Test
    void aSliceWithoutEndpointsAndOnesThatAreNoPodsSayNothing() {
        assertThat(new Reachable(new ClusterClock(ZERO, Duration.ZERO))
                        .read(List.of(
                                new Sighting<>(
                                        ZERO,
                                        reader.apply(
                                                Serialization.unmarshal("metadata: {name: web}", EndpointSlice.class)),
                                        false),
                                seen(1, false, "- addresses: [10.0.0.1]\n  conditions: {ready: true}\n"))))
                .isEmpty();
    }

    private static String endpoint(String pod, String conditions) {
        return "- addresses: [10.0.0.1]\n  conditions: {%s}\n  targetRef: {kind: Pod, name: %s}\n"
                .formatted(conditions, pod);
    }

    private Sighting<EndpointSight> seen(long second, boolean gone, String endpoints) {
        String slice = "metadata: {name: web}\nendpoints:\n" + endpoints;
        return new Sighting<>(
                ZERO.plusSeconds(second), reader.apply(Serialization.unmarshal(slice, EndpointSlice.class)), gone);
    }
}
