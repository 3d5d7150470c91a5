package io.scaleproof.infra.config;

import java.util.List;
import java.util.Optional;

/**
 * How one direction of scaling behaves.
 *
 * @param windowSeconds the most cautious answer of this window counts: the lowest for up, the highest for down
 * @param policies the one that allows the most counts
 * @param tolerance how far the ratio of use to target may be from 1 without scaling; the cluster's own (0.1) if empty
 */
public record ScalingRules(int windowSeconds, List<ScalingPolicy> policies, Optional<Double> tolerance) {}
