package io.scaleproof.loadtest.record;

import java.time.Duration;

/**
 * One state of the Deployment.
 *
 * @param at when it was seen
 * @param wanted {@code spec.replicas}
 * @param existing {@code status.replicas}
 * @param ready {@code status.readyReplicas}
 * @param updated {@code status.updatedReplicas}; fewer than existing during a rollout
 * @param generation {@code metadata.generation}; grows with every change of the spec, scaling included
 */
public record DeploymentSample(Duration at, int wanted, int existing, int ready, int updated, long generation) {}
