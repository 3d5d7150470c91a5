package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.hpa.Conclusion;
import io.scaleproof.loadtest.hpa.Limit.Cause;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSample.Condition;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The HPA's status after a sync, as its controller would write it. */
final class Status {
    private Status() {}

    static HpaSample of(Conclusion conclusion, Model model, Optional<Duration> lastScale) {
        return new HpaSample(
                conclusion.at(),
                conclusion.current(),
                conclusion.desired(),
                conclusion instanceof Conclusion.Computed computed ? readings(computed, model) : List.of(),
                conditions(conclusion),
                lastScale);
    }

    private static List<HpaSample.Current> readings(Conclusion.Computed computed, Model model) {
        Metric metric = computed.decisive().metric();
        if (!metric.targetType().equals("Utilization")) {
            return List.of(new HpaSample.Current(
                    metric.name(), Optional.empty(), computed.decisive().usage() / 1e3));
        }
        int percent = (int) computed.decisive().usage();
        double cores = percent / 100.0 * model.cpuRequestMillicores() / 1_000;
        return List.of(new HpaSample.Current("cpu", Optional.of(percent), cores));
    }

    private static List<Condition> conditions(Conclusion conclusion) {
        return switch (conclusion) {
            case Conclusion.Computed computed ->
                List.of(
                        new Condition("ScalingActive", true, "ValidMetricFound", "the HPA computed a number of pods"),
                        limited(computed));
            case Conclusion.Blind _ ->
                List.of(new Condition("ScalingActive", false, "FailedGetResourceMetric", "no metrics yet"));
            case Conclusion.Disabled _ ->
                List.of(new Condition("ScalingActive", false, "ScalingDisabled", "scaled to zero"));
            case Conclusion.OutOfRange _ -> List.of();
        };
    }

    private static Condition limited(Conclusion.Computed computed) {
        boolean up = computed.limit().before() > computed.current();
        String reason = switch (computed.limit().cause()) {
            case Cause.None _ -> "DesiredWithinRange";
            case Cause.Maximum _ -> "TooManyReplicas";
            case Cause.Minimum _ -> "TooFewReplicas";
            case Cause.ByPolicy _, Cause.Disabled _, Cause.Doubling _ -> up ? "ScaleUpLimit" : "ScaleDownLimit";
        };
        return new Condition("ScalingLimited", !(computed.limit().cause() instanceof Cause.None), reason, reason);
    }
}
