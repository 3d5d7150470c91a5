package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the figure that the HPA's status reports back into an answer that gives this figure. */
final class ReportedFigure {
    private ReportedFigure() {}

    /** Percent of the request for a utilization, otherwise thousandths. */
    static long usage(Metric metric, HpaSample.Current reported) {
        return metric.targetType().equals("Utilization")
                ? reported.utilizationPercent().orElse(0)
                : Math.round(reported.averageValue() * 1_000);
    }

    /** Pods on their way out are in the Deployment's {@code status.replicas} no more. */
    static int existing(List<PodView> pods) {
        return (int) pods.stream().filter(pod -> !pod.deleting()).count();
    }

    /**
     * The answer.
     *
     * @param pods of these, each that counts is given the same
     * @param window the time that metrics average over
     */
    static Reading reading(
            Metric metric, HpaSample.Current reported, List<PodView> pods, Duration now, Duration window) {
        long usage = usage(metric, reported);
        if (!metric.source().endsWith("Resource") && !metric.source().equals("Pods")) {
            return metric.targetType().equals("AverageValue") ? whole(usage, existing(pods)) : new Reading.Whole(usage);
        }
        Map<String, Measurement> answer = new HashMap<>();
        for (PodView pod : pods) {
            if (pod.isReady() && !pod.deleting()) {
                long milli = metric.targetType().equals("Utilization")
                        ? Math.ceilDiv(pod.request(metric).orElse(0L) * usage, 100L)
                        : usage;
                answer.put(pod.name(), new Measurement(milli, now, window));
            }
        }
        return new Reading.PerPod(answer);
    }

    /** The same for pods that are known to have had a value: each is given the mean. */
    static Reading ofThose(Reading.PerPod had, long mean) {
        Map<String, Measurement> answer = new HashMap<>();
        had.pods()
                .forEach((pod, measurement) ->
                        answer.put(pod, new Measurement(mean, measurement.at(), measurement.window())));
        return new Reading.PerPod(answer);
    }

    /**
     * For a target per pod, a status shows the whole divided by the pods that exist, rounded up to a thousandth. Of the
     * wholes that give this mean the roundest is taken: what is counted outside, such as messages in a queue, is whole.
     */
    private static Reading whole(long mean, int existing) {
        if (existing == 0) {
            return new Reading.Unavailable("a mean over no pods does not tell the whole");
        }
        long most = mean * existing;
        for (long step : List.of(1_000L, 100L, 10L)) {
            long round = most / step * step;
            if (round > most - existing) {
                return new Reading.Whole(round);
            }
        }
        return new Reading.Whole(most);
    }
}
