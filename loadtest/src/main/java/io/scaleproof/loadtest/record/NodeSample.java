package io.scaleproof.loadtest.record;

import java.time.Duration;

/**
 * What a node that pods of the target ran on was from a time on.
 *
 * @param at since when; for the first state of a node, when it was seen
 * @param node its name
 * @param ready whether its kubelet was heard of and said that it was ready
 * @param cordoned whether no more pods were to be put there, as where it is drained
 * @param gone whether it was no node of the cluster any more
 */
public record NodeSample(Duration at, String node, boolean ready, boolean cordoned, boolean gone) {

    /** Whether pods there are lost. */
    public boolean wasLost() {
        return gone || !ready;
    }
}
