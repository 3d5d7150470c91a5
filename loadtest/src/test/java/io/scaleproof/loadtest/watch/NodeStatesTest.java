package io.scaleproof.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.NodeSample;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The sample's pods are on a node that is called node. */
class NodeStatesTest {
    private static final Instant ZERO = Instant.parse("2026-11-24T09:00:00Z");
    private static final List<PodLife> PODS = Sample.run().pods();

    @Test
    void aNodeIsLostInTheSecondThatItsConditionIsStampedWith() {
        assertThat(read(List.of(
                        sight(-2_000, true, Optional.of("2026-11-01T00:00:00Z"), false),
                        sight(31_600, false, Optional.of("2026-11-24T09:00:31Z"), false),
                        sight(90_000, true, Optional.of("2026-11-24T09:01:20Z"), false))))
                .containsExactly(
                        state(-2_000, true, false, false),
                        state(31_600, false, false, false),
                        state(81_000, true, false, false));
    }

    @Test
    void oneThatWasLostBeforeIsSoSinceThen() {
        assertThat(read(List.of(sight(-2_000, false, Optional.of("2026-11-24T08:59:00Z"), false))))
                .containsExactly(state(-59_000, false, false, false));
    }

    @Test
    void whatHasNoStampIsAsOfWhenItWasSeen() {
        assertThat(read(List.of(
                        sight(0, true, Optional.empty(), false),
                        sight(20_100, true, Optional.empty(), true),
                        gone(64_000))))
                .containsExactly(
                        state(0, true, false, false),
                        state(20_100, true, true, false),
                        state(64_000, true, true, true));
    }

    @Test
    void whatChangesNothingAndNodesWithoutPodsAreLeftOut() {
        assertThat(read(List.of(
                        sight(0, true, Optional.of("2026-11-01T00:00:00Z"), false),
                        sight(9_000, true, Optional.of("2026-11-02T00:00:00Z"), false),
                        new Sighting<>(ZERO, new NodeSight("other", false, Optional.empty(), false), false))))
                .containsExactly(state(0, true, false, false));
    }

    private static List<NodeSample> read(List<Sighting<NodeSight>> seen) {
        return new NodeStates(new ClusterClock(ZERO, Duration.ZERO)).read(seen, PODS);
    }

    private static Sighting<NodeSight> sight(long millis, boolean ready, Optional<String> since, boolean cordoned) {
        return new Sighting<>(ZERO.plusMillis(millis), new NodeSight("node", ready, since, cordoned), false);
    }

    private static Sighting<NodeSight> gone(long millis) {
        return new Sighting<>(ZERO.plusMillis(millis), new NodeSight("node", true, Optional.empty(), true), true);
    }

    private static NodeSample state(long millis, boolean ready, boolean cordoned, boolean gone) {
        return new NodeSample(Duration.ofMillis(millis), "node", ready, cordoned, gone);
    }
}
