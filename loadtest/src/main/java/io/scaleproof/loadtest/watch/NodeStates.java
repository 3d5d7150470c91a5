package io.scaleproof.loadtest.watch;

import static java.util.stream.Collectors.toSet;

import io.scaleproof.loadtest.record.NodeSample;
import io.scaleproof.loadtest.record.PodLife;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads out of what was seen of nodes what became of those that pods were on. */
final class NodeStates {
    private final ClusterClock clock;

    NodeStates(ClusterClock clock) {
        this.clock = clock;
    }

    /** Distinct states, in order. */
    List<NodeSample> read(List<Sighting<NodeSight>> seen, List<PodLife> pods) {
        Set<String> ours = pods.stream().map(PodLife::node).collect(toSet());
        Map<String, NodeSample> last = new HashMap<>();
        List<NodeSample> states = new ArrayList<>();
        for (Sighting<NodeSight> sighting : seen) {
            NodeSight node = sighting.object();
            if (ours.contains(node.name())) {
                NodeSample before = last.get(node.name());
                NodeSample now = state(sighting, before == null || before.ready());
                if (before == null || !isSame(before, now)) {
                    states.add(now);
                    last.put(node.name(), now);
                }
            }
        }
        return states;
    }

    /** When a node was found or lost is stamped, to the second; whatever else becomes of it is when it was seen. */
    private NodeSample state(Sighting<NodeSight> sighting, boolean wasReady) {
        NodeSight node = sighting.object();
        Duration at = clock.local(sighting.at());
        boolean turned = node.ready() != wasReady && !sighting.gone();
        return new NodeSample(
                turned
                        ? node.since()
                                .map(stamp -> PodLives.within(clock.cluster(stamp), at))
                                .orElse(at)
                        : at,
                node.name(),
                node.ready(),
                node.cordoned(),
                sighting.gone());
    }

    private static boolean isSame(NodeSample one, NodeSample other) {
        return one.ready() == other.ready() && one.cordoned() == other.cordoned() && one.gone() == other.gone();
    }
}
