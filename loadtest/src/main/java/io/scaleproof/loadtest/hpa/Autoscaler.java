package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One HPA and what its controller remembers of it. It changes nothing by itself: whoever acts on a conclusion says so by
 * {@link #scaled}.
 */
public final class Autoscaler {
    private final HpaSettings settings;
    private final ControllerFlags flags;
    private final Tolerances tolerances;
    private final Recommendations recommendations;
    private final ScaleEvents ups;
    private final ScaleEvents downs;
    private final Limits limits;
    private final boolean behaviorUnset;

    /** An HPA that its controller meets for the first time. */
    public Autoscaler(HpaSettings settings, ControllerFlags flags) {
        this(settings, flags, new Recommendations(), new ScaleEvents(), new ScaleEvents());
    }

    /** An HPA with a past. */
    Autoscaler(
            HpaSettings settings,
            ControllerFlags flags,
            Recommendations recommendations,
            ScaleEvents ups,
            ScaleEvents downs) {
        this.settings = settings;
        this.flags = flags;
        this.recommendations = recommendations;
        this.ups = ups;
        this.downs = downs;
        this.tolerances = Tolerances.of(settings);
        this.limits = new Limits(settings, ups, downs);
        this.behaviorUnset = Behavior.isUnset(settings);
    }

    /** Concludes from what is seen, and remembers the recommendation. */
    public Conclusion sync(Observation seen) {
        int current = seen.wanted();
        recommendations.start(current, seen.at());
        if (current == 0 && !scalesFromZero(seen)) {
            return new Conclusion.Disabled(seen.at());
        }
        if (current > settings.maxReplicas()) {
            return new Conclusion.OutOfRange(seen.at(), current, settings.maxReplicas());
        }
        if (current > 0 && current < settings.minReplicas()) {
            return new Conclusion.OutOfRange(seen.at(), current, settings.minReplicas());
        }
        return compute(seen);
    }

    /** Remembers that the number of pods was changed, by this HPA. */
    public void scaled(Conclusion conclusion) {
        scaled(conclusion.at(), conclusion.current(), conclusion.desired());
    }

    /** The same for a change that a cluster reported. */
    public void scaled(Duration at, int from, int to) {
        if (behaviorUnset) {
            return;
        }
        if (to > from) {
            ups.store(to - from, at, settings.scaleUp().policies());
        } else if (to < from) {
            downs.store(from - to, at, settings.scaleDown().policies());
        }
    }

    private boolean scalesFromZero(Observation seen) {
        boolean outside = settings.metrics().stream()
                .anyMatch(metric ->
                        metric.source().equals("Object") || metric.source().equals("External"));
        return seen.scaledToZero() && (settings.minReplicas() != 0 || outside);
    }

    private Conclusion compute(Observation seen) {
        int current = seen.wanted();
        List<Proposal> proposals = new ArrayList<>();
        Proposal.Replicas decisive = null;
        for (int i = 0; i < settings.metrics().size(); i++) {
            Proposal proposal =
                    propose(settings.metrics().get(i), seen.readings().get(i), seen, tolerances, flags);
            proposals.add(proposal);
            if (proposal instanceof Proposal.Replicas replicas
                    && (decisive == null || decisive.replicas() == 0 || replicas.replicas() > decisive.replicas())) {
                decisive = replicas;
            }
        }
        boolean anyUnavailable = proposals.stream().anyMatch(proposal -> proposal instanceof Proposal.Unavailable);
        if (decisive == null || (anyUnavailable && decisive.replicas() < current)) {
            return new Conclusion.Blind(seen.at(), current, proposals);
        }
        Stabilization stabilization = stabilize(decisive.replicas(), seen);
        Limit limit = behaviorUnset
                ? limits.applyDefault(stabilization.after(), current)
                : limits.apply(stabilization.after(), current, seen.at());
        int desired = current == 0 ? Math.max(limit.after(), settings.minReplicas()) : limit.after();
        return new Conclusion.Computed(seen.at(), current, desired, proposals, decisive, stabilization, limit);
    }

    private Stabilization stabilize(int wanted, Observation seen) {
        return behaviorUnset
                ? recommendations.stabilize(wanted, settings.scaleDown().stabilizationWindow(), seen.at())
                : recommendations.stabilize(
                        wanted,
                        seen.wanted(),
                        settings.scaleUp().stabilizationWindow(),
                        settings.scaleDown().stabilizationWindow(),
                        seen.at());
    }

    /** What one metric asks for by one answer. */
    static Proposal propose(
            Metric metric, Reading reading, Observation seen, Tolerances tolerances, ControllerFlags flags) {
        return switch (reading) {
            case Reading.PerPod perPod -> new PodsMetric(metric, seen, tolerances, flags).propose(perPod.pods());
            case Reading.Whole whole -> new WholeMetric(metric, seen, tolerances).propose(whole.milli());
            case Reading.Unavailable unavailable -> new Proposal.Unavailable(metric, unavailable.why());
        };
    }
}
