package io.scaleproof.loadtest.record;

import java.time.Duration;

/**
 * What the metrics API said of one pod, once.
 *
 * @param at when the answer was first seen
 * @param measuredAt the metric's own timestamp: the end of its window
 * @param window the time it averages over
 * @param pod the pod's name
 * @param cpuMillicores CPU used, a thousandth of a core
 * @param memoryBytes working set
 */
public record PodUsage(
        Duration at, Duration measuredAt, Duration window, String pod, double cpuMillicores, long memoryBytes) {}
