package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.plan.Level;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.SizedBy;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What turns a plan's pods into requests per second, and how that was found; empty where the plan gives rates. */
public record Calibrated(Sizing sizing, Optional<Calibration> record) {

    /** For a plan that gives its rates itself. */
    public static Calibrated declared(HpaSettings settings, double requestMillicores) {
        return new Calibrated(
                FullPod.of(settings, requestMillicores, 0)
                        .map(pod -> new Sizing(pod, 1, 1))
                        .orElseGet(
                                () -> Sizing.ofDeclaredLevels(settings.scaleUp().tolerance())),
                Optional.empty());
    }

    /** From what a request costs, beside the HPA's target. */
    public static Calibrated measured(Cost cost, Plan plan, HpaSettings settings, double requestMillicores, int millis)
            throws CouldNotRun {
        double idle = cost.idleMillicores() / Math.max(1, settings.minReplicas());
        FullPod pod = FullPod.of(settings, requestMillicores, idle).orElseThrow(() -> notByCpu(settings));
        String words = String.format(
                Locale.ROOT,
                "a request costs %.1f ms of CPU%s, a pod idles at %.0fm and is full at %.0fm",
                cost.millisPerRequest(),
                switch (cost.source()) {
                    case COUNTER -> "";
                    case METRICS_API -> " by the metrics API";
                    case DECLARED -> " (as declared)";
                    case LATENCY -> " if all of its time is CPU, which nothing here measures";
                },
                pod.idleMillicores(),
                pod.fullMillicores());
        return sized(
                cost, plan, new Sizing(pod, millis, cost.millisPerRequest()), words, SizedBy.CPU, Optional.empty());
    }

    /** For a metric that counts requests as they come: nothing has to be measured. */
    static Calibrated byRate(Plan plan, HpaSettings settings, Metric metric, int millis) {
        Sizing sizing = Sizing.counting(pod(settings, metric), plan, millis);
        String words =
                "each request a second is one of %s, whose target is %s".formatted(metric.name(), metric.targetWords());
        return sized(Cost.declared(sizing.costMillis()), plan, sizing, words, SizedBy.RATE, Optional.of(metric.name()));
    }

    /** For a metric that counts requests under way: rate x latency of them are at a time. */
    static Calibrated inFlight(Cost latency, Plan plan, HpaSettings settings, Metric metric, int millis) {
        String words = String.format(
                Locale.ROOT,
                "a request is under way for %.1f ms without load, which %s counts, and its target is %s",
                latency.millisPerRequest(),
                metric.name(),
                metric.targetWords());
        return sized(
                latency,
                plan,
                new Sizing(pod(settings, metric), millis, latency.millisPerRequest()),
                words,
                SizedBy.IN_FLIGHT,
                Optional.of(metric.name()));
    }

    private static FullPod pod(HpaSettings settings, Metric metric) {
        return FullPod.of(metric, settings.scaleUp().tolerance()).orElseThrow();
    }

    private static Calibrated sized(
            Cost cost, Plan plan, Sizing sizing, String words, SizedBy by, Optional<String> metric) {
        int millis = sizing.requestMillis();
        FullPod pod = sizing.pod();
        Level level = plan.stages().stream()
                .map(stage -> stage.to())
                .max(Comparator.comparingDouble(to -> sizing.rate(to, millis)))
                .orElseThrow();
        double rate = sizing.rate(level, millis);
        double worth = pod.worth(rate * sizing.costMillis(millis));
        return new Calibrated(
                sizing,
                Optional.of(new Calibration(
                        cost.millisPerRequest(),
                        pod.idleMillicores(),
                        pod.fullMillicores(),
                        worth,
                        rate,
                        millis,
                        cost.requests(),
                        cost.measuringMillicores(),
                        cost.source(),
                        String.format(
                                Locale.ROOT,
                                "%s: %.1f requests/s are worth %.2f pods and need %d",
                                words,
                                rate,
                                worth,
                                pod.enough(worth)),
                        by,
                        metric)));
    }

    static CouldNotRun notByCpu(HpaSettings settings) {
        return new CouldNotRun(
                "HPA %s does not scale on CPU, so what a pod can take is not known".formatted(settings.name()),
                "give rates in a plan of your own (--plan FILE), each with the pods that it needs");
    }
}
