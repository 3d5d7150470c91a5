package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The way from load to served request, taken apart for one scale-up. For each pod the parts sum to the whole.
 *
 * @param loadRose when the load that asked for it began
 * @param metricSeen when the metrics first showed it: an answer above the target
 * @param metric the metric that decided, where the custom or external metrics API has it and its answers were seen; empty for CPU and
 *     memory, and in reports of before
 * @param decided when the HPA asked for more pods
 * @param from pods before
 * @param to pods after
 * @param pods the pods this scale-up made
 */
public record ScaleUpReaction(
        Duration loadRose,
        Duration metricSeen,
        Optional<String> metric,
        Duration decided,
        int from,
        int to,
        List<PodReaction> pods) {

    public ScaleUpReaction {
        pods = List.copyOf(pods);
    }

    /** One by CPU or memory. */
    public ScaleUpReaction(
            Duration loadRose, Duration metricSeen, Duration decided, int from, int to, List<PodReaction> pods) {
        this(loadRose, metricSeen, Optional.empty(), decided, from, to, pods);
    }

    /** Load until the metrics showed it; of a metric of requests that is its scrape and its window. */
    public Duration loadToMetric() {
        return metricSeen.minus(loadRose);
    }

    /** Metrics until the decision; of a metric of requests that is the HPA's sync and its query. */
    public Duration metricToDecision() {
        return decided.minus(metricSeen);
    }

    /**
     * One new pod's part of it; a pod that is known never to have served is not among them.
     *
     * @param pod the pod's name
     * @param decisionToCreated decision until the pod existed
     * @param createdToScheduled until it had a node
     * @param scheduledToStarted until its container ran
     * @param startedToReady until it was ready
     * @param readyToFirstRequest until its first answer came, or until the Service led to it where that is not known
     * @param whole from the load's rise until then
     * @param approximate whether its first answer is not known, because no answer says which pod it is from
     */
    public record PodReaction(
            String pod,
            Duration decisionToCreated,
            Duration createdToScheduled,
            Duration scheduledToStarted,
            Duration startedToReady,
            Duration readyToFirstRequest,
            Duration whole,
            boolean approximate) {}
}
