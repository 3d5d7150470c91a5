package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.hpa.Proposal.Rule;
import io.scaleproof.loadtest.record.HpaSettings.Metric;

/** Proposes a number of pods from one value for all of them together: Object and External. */
final class WholeMetric {
    private final Metric metric;
    private final Observation seen;
    private final Tolerances tolerances;

    WholeMetric(Metric metric, Observation seen, Tolerances tolerances) {
        this.metric = metric;
        this.seen = seen;
        this.tolerances = tolerances;
    }

    Proposal propose(long value) {
        long target = Math.round(metric.target() * 1_000);
        return metric.targetType().equals("AverageValue") ? perPod(value, target) : total(value, target);
    }

    private Proposal total(long value, long target) {
        double ratio = (double) value / target;
        if (seen.wanted() == 0) {
            return replicas(PodsMetric.ceil(ratio), value, ratio, 1, Rule.RATIO);
        }
        int ready = (int) seen.pods().stream().filter(PodView::isReady).count();
        if (tolerances.contain(ratio)) {
            return replicas(seen.wanted(), value, ratio, ready, Rule.TOLERANCE);
        }
        return seen.pods().isEmpty()
                ? new Proposal.Unavailable(metric, "no pods found")
                : replicas(PodsMetric.ceil(ratio * ready), value, ratio, ready, Rule.RATIO);
    }

    private Proposal perPod(long value, long target) {
        double ratio = (double) value / ((double) target * seen.existing());
        long usage = (long) Math.ceil((double) value / seen.existing());
        return tolerances.contain(ratio)
                ? replicas(seen.existing(), usage, ratio, seen.existing(), Rule.TOLERANCE)
                : replicas(PodsMetric.ceil((double) value / target), usage, ratio, seen.existing(), Rule.PER_POD_VALUE);
    }

    private Proposal replicas(int replicas, long usage, double ratio, int pods, Rule rule) {
        return new Proposal.Replicas(metric, replicas, usage, ratio, ratio, pods, PodGroups.NONE, rule);
    }
}
