package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.hpa.Proposal.Rule;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Proposes a number of pods from a metric that every pod has: Resource, ContainerResource and Pods. */
final class PodsMetric {
    private final Metric metric;
    private final Observation seen;
    private final Tolerances tolerances;
    private final ControllerFlags flags;

    PodsMetric(Metric metric, Observation seen, Tolerances tolerances, ControllerFlags flags) {
        this.metric = metric;
        this.seen = seen;
        this.tolerances = tolerances;
        this.flags = flags;
    }

    Proposal propose(Map<String, Measurement> measured) {
        if (measured.isEmpty()) {
            return unavailable("no metrics returned");
        }
        if (seen.pods().isEmpty()) {
            return unavailable("no pods found");
        }
        boolean cpu = metric.name().equals("cpu") && !metric.source().equals("Pods");
        PodGroups groups = PodGroups.of(seen.pods(), measured, cpu, seen.at(), flags);
        Map<String, Long> values = new HashMap<>();
        measured.forEach((pod, measurement) -> values.put(pod, measurement.milli()));
        values.keySet().removeAll(groups.ignored());
        values.keySet().removeAll(groups.unready());
        if (values.isEmpty()) {
            return unavailable("no metrics of pods that count (they may be unready)");
        }
        try {
            Usage usage = Usage.of(metric, seen.pods());
            return propose(values, groups, usage);
        } catch (Usage.Incomputable e) {
            return unavailable(e.getMessage());
        }
    }

    private Proposal propose(Map<String, Long> values, PodGroups groups, Usage usage) throws Usage.Incomputable {
        Usage.Ratio first = usage.of(values);
        double ratio = first.ratio();
        boolean upWithUnready = !groups.unready().isEmpty() && ratio > 1.0;
        int counted = groups.counted().size();
        if (!upWithUnready && groups.missing().isEmpty()) {
            return tolerances.contain(ratio)
                    ? replicas(seen.wanted(), first, ratio, counted, groups, Rule.TOLERANCE)
                    : replicas(ceil(ratio * counted), first, ratio, counted, groups, Rule.RATIO);
        }
        if (ratio < 1.0) {
            groups.missing().forEach(pod -> values.put(pod, usage.assumedWhenMissing(pod)));
        } else if (ratio > 1.0) {
            idle(values, groups.missing());
        }
        if (upWithUnready) {
            idle(values, groups.unready());
        }
        double adjusted = usage.of(values).ratio();
        int pods = values.size();
        if (tolerances.contain(adjusted)) {
            return replicas(seen.wanted(), first, adjusted, pods, groups, Rule.TOLERANCE);
        }
        int replicas = ceil(adjusted * pods);
        boolean ratioTurns = (ratio < 1.0 && adjusted > 1.0) || (ratio > 1.0 && adjusted < 1.0);
        boolean numberTurns =
                (adjusted < 1.0 && replicas > seen.wanted()) || (adjusted > 1.0 && replicas < seen.wanted());
        return ratioTurns || numberTurns
                ? replicas(seen.wanted(), first, adjusted, pods, groups, Rule.DIRECTION)
                : replicas(replicas, first, adjusted, pods, groups, Rule.RATIO);
    }

    private static void idle(Map<String, Long> values, Set<String> pods) {
        pods.forEach(pod -> values.put(pod, 0L));
    }

    private Proposal replicas(int replicas, Usage.Ratio first, double adjusted, int pods, PodGroups groups, Rule rule) {
        return new Proposal.Replicas(metric, replicas, first.usage(), first.ratio(), adjusted, pods, groups, rule);
    }

    private Proposal unavailable(String why) {
        return new Proposal.Unavailable(metric, why);
    }

    static int ceil(double number) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(number));
    }
}
