package io.scaleproof.loadtest.record;

import java.time.Duration;

/**
 * One state of the Service's EndpointSlices, all together.
 *
 * @param at when it was seen
 * @param ready endpoints that get traffic
 * @param terminating endpoints of pods being deleted
 */
public record EndpointSample(Duration at, int ready, int terminating) {}
