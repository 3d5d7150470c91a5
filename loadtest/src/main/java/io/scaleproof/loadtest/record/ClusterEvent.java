package io.scaleproof.loadtest.record;

import java.time.Duration;

/**
 * One Kubernetes Event about an object that was watched.
 *
 * @param at when it was last seen by the cluster
 * @param type {@code Normal} or {@code Warning}
 * @param kind kind of the object concerned
 * @param name name of the object concerned
 * @param reason the machine-readable reason, for instance {@code SuccessfulRescale}
 * @param message the words
 * @param count how often it happened
 */
public record ClusterEvent(
        Duration at, String type, String kind, String name, String reason, String message, int count) {}
