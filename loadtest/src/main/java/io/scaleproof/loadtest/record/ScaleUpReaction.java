package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.List;

/**
 * The way from load to served request, taken apart for one scale-up. For each pod the parts sum to the whole.
 *
 * @param loadRose when the load that asked for it began
 * @param metricSeen when the metrics first showed it
 * @param decided when the HPA asked for more pods
 * @param from pods before
 * @param to pods after
 * @param pods the pods this scale-up made
 */
public record ScaleUpReaction(
        Duration loadRose, Duration metricSeen, Duration decided, int from, int to, List<PodReaction> pods) {

    public ScaleUpReaction {
        pods = List.copyOf(pods);
    }

    /** Load until the metrics showed it. */
    public Duration loadToMetric() {
        return metricSeen.minus(loadRose);
    }

    /** Metrics until the decision. */
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
