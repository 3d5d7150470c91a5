package io.scaleproof.loadtest.record;

/**
 * What others would have used for the same need, to measure pod-hours by.
 *
 * @param clairvoyantPodHours of who knows the load beforehand and is held back by nothing but a pod's start and end
 * @param staticPodHours of who has as many pods as the need's height all the time
 */
public record Yardsticks(double clairvoyantPodHours, double staticPodHours) {}
