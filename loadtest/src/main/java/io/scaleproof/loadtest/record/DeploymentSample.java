package io.scaleproof.loadtest.record;

import java.time.Duration;

/**
 * One state of the object that the HPA scales: of a Deployment, by its status; of another kind, by its pods.
 *
 * @param at when it was seen
 * @param wanted {@code spec.replicas}
 * @param existing {@code status.replicas}; pods that are not being deleted
 * @param ready {@code status.readyReplicas}; those of them that are ready
 * @param updated {@code status.updatedReplicas}; those of the last revision, fewer than existing during a rollout
 * @param generation {@code metadata.generation}; grows with every change of the spec, scaling included
 */
public record DeploymentSample(Duration at, int wanted, int existing, int ready, int updated, long generation) {

    /** Whether pods of an earlier revision are there, too. */
    public boolean rollsOut() {
        return updated < existing;
    }
}
