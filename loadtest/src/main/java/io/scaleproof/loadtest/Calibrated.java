package io.scaleproof.loadtest;

import io.scaleproof.loadtest.plan.Calibrator.Cost;
import io.scaleproof.loadtest.plan.Level;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.run.Calibration;
import io.scaleproof.loadtest.run.CouldNotRun;
import io.scaleproof.loadtest.run.HpaSettings;
import io.scaleproof.loadtest.watch.ClusterWatch;
import java.util.Locale;

/**
 * The measured cost of a request, beside the HPA's target: what turns pods into requests per second.
 *
 * @param pods pods that the load shall need
 */
record Calibrated(Calibration record, Sizing sizing, int pods) {

    static Calibrated of(Cost cost, ClusterWatch watch, Options options) throws CouldNotRun {
        HpaSettings settings = watch.state()
                .settings()
                .orElseThrow(() -> new CouldNotRun("The HPA is gone", "pulumi up --stack minikube"));
        double target = settings.metrics().stream()
                .filter(metric ->
                        metric.name().equals("cpu") && metric.targetType().equals("Utilization"))
                .mapToDouble(HpaSettings.Metric::target)
                .findFirst()
                .orElseThrow(() -> new CouldNotRun(
                        "HPA %s does not scale on CPU utilization, so a rate in pods cannot be worked out"
                                .formatted(settings.name()),
                        "give rates in a plan of your own: --plan FILE"));
        double request = watch.cpuRequestMillicores();
        double full = request * target / 100;
        int pods = options.pods(settings.minReplicas(), settings.maxReplicas());
        double idle = cost.idleMillicores() / settings.minReplicas();
        Sizing sizing = new Sizing(
                full, idle, settings.scaleUp().tolerance(), cost.millisPerRequest() - options.requestMillis());
        Level level = new Level.Needing(pods);
        double rate = sizing.rate(level, options.requestMillis());
        String words = String.format(
                Locale.ROOT,
                "a request costs %.1f ms of CPU (%s), a pod idles at %.0fm and is full at %.0f%% of %.0fm = %.0fm:"
                        + " %.1f requests/s need %d pods",
                cost.millisPerRequest(),
                cost.measured() ? "measured" : "declared",
                idle,
                target,
                request,
                full,
                rate,
                pods);
        return new Calibrated(
                new Calibration(
                        cost.millisPerRequest(),
                        idle,
                        full,
                        sizing.worth(level, options.requestMillis()),
                        rate,
                        cost.requests(),
                        words),
                sizing,
                pods);
    }
}
