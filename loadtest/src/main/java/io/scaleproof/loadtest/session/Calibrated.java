package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.plan.Level;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.session.Calibrator.Cost;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What turns a plan's pods into requests per second, and how that was found; empty where the plan gives rates. */
public record Calibrated(Sizing sizing, Optional<Calibration> record) {

    /** For a plan that gives its rates itself. */
    public static Calibrated declared(HpaSettings settings) {
        return new Calibrated(Sizing.ofDeclaredLevels(settings.scaleUp().tolerance()), Optional.empty());
    }

    /** From what a request costs, beside the HPA's target. */
    public static Calibrated measured(Cost cost, Plan plan, HpaSettings settings, double requestMillicores, int millis)
            throws CouldNotRun {
        double target = cpuTarget(settings)
                .orElseThrow(() -> new CouldNotRun(
                        "HPA %s does not scale on CPU utilization, so what a pod can take is not known"
                                .formatted(settings.name()),
                        "give rates in a plan of your own (--plan FILE), each with the pods that it needs"));
        double full = requestMillicores * target / 100;
        double idle = cost.idleMillicores() / settings.minReplicas();
        Sizing sizing = new Sizing(full, idle, settings.scaleUp().tolerance(), cost.millisPerRequest() - millis);
        Level level = plan.stages().stream()
                .map(stage -> stage.to())
                .max(Comparator.comparingDouble(to -> sizing.worth(to, millis)))
                .orElseThrow();
        double rate = sizing.rate(level, millis);
        double worth = sizing.worth(level, millis);
        String words = String.format(
                Locale.ROOT,
                "a request costs %.1f ms of CPU%s, a pod idles at %.0fm and is full at %.0f %% of %.0fm = %.0fm:"
                        + " %.1f requests/s are worth %.2f pods and need %d",
                cost.millisPerRequest(),
                cost.measured() ? "" : " (as declared)",
                idle,
                target,
                requestMillicores,
                full,
                rate,
                worth,
                sizing.enough(level, millis));
        return new Calibrated(
                sizing,
                Optional.of(new Calibration(cost.millisPerRequest(), idle, full, worth, rate, cost.requests(), words)));
    }

    private static OptionalDouble cpuTarget(HpaSettings settings) {
        return settings.metrics().stream()
                .filter(metric ->
                        metric.name().equals("cpu") && metric.targetType().equals("Utilization"))
                .mapToDouble(HpaSettings.Metric::target)
                .findFirst();
    }
}
