package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run needs of a node as it was seen: a node itself names its images, and comes anew with every report of its kubelet.
 *
 * @param name its name
 * @param ready whether its kubelet says so, and is heard of
 * @param since the stamp of when that last changed
 * @param cordoned whether no more pods are to be put there
 */
record NodeSight(String name, boolean ready, Optional<String> since, boolean cordoned) {

    static NodeSight of(Node node) {
        Optional<NodeCondition> ready = Stream.ofNullable(node.getStatus())
                .flatMap(status -> Stream.ofNullable(status.getConditions()))
                .flatMap(List::stream)
                .filter(condition -> condition.getType().equals("Ready"))
                .findFirst();
        return new NodeSight(
                node.getMetadata().getName(),
                ready.filter(condition -> condition.getStatus().equals("True")).isPresent(),
                ready.map(NodeCondition::getLastTransitionTime),
                node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable()));
    }
}
