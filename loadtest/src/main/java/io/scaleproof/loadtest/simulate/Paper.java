package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.hpa.Behavior;
import io.scaleproof.loadtest.hpa.ControllerFlags;
import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.SizedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Settings to be tried on paper: those of the HPA under the names that {@code pulumi config set} knows, and those of the
 * model of pods. What is not given is as the project has it.
 *
 * @param settings the HPA
 * @param model how pods and metrics behave
 * @param sizing turns pods' worth of load into requests by the CPU that they take
 * @param by what a request adds to the HPA's metric
 */
public record Paper(HpaSettings settings, Model model, Sizing sizing, SizedBy by) {
    private static final Duration PERIOD = Duration.ofSeconds(15);
    /** CPU that a request of the service asks for unless it asks for another amount. */
    private static final int REQUEST_MILLIS = 25;

    /**
     * Reads settings.
     *
     * @param given values by key; {@link PaperKeys} has all keys
     * @throws IllegalArgumentException naming every key or value that is wrong, and what is allowed
     */
    public static Paper of(Map<String, String> given) {
        PaperKeys keys = PaperKeys.read(given);
        double target = keys.number("targetCpuUtilization");
        int max = keys.whole("maxReplicas");
        double request = keys.millicores("cpuRequest");
        double fullMillicores = request * target / 100;
        Metric metric = metric(keys, target, fullMillicores);
        HpaSettings settings =
                new HpaSettings("on paper", keys.whole("minReplicas"), max, List.of(metric), up(keys, max), down(keys));
        if (settings.minReplicas() > max) {
            throw new IllegalArgumentException(
                    "minReplicas is %d and maxReplicas is %d. The first must not be above the second"
                            .formatted(settings.minReplicas(), max));
        }
        Model standard = Model.standard(target);
        Duration podStart = keys.duration("podStart");
        // A third of a pod's start is scheduling and the container's, as it is with the standard model.
        Duration started = podStart.dividedBy(3);
        Model model = new Model(
                request,
                keys.millicores("cpuLimit"),
                keys.millicores("podIdle"),
                fullMillicores,
                started,
                podStart.minus(started),
                keys.duration("podStartCpu").toMillis(),
                keys.duration("podStop"),
                standard.queue(),
                keys.duration("metricsResolution"),
                standard.metricsPhase(),
                standard.syncPhase(),
                new ControllerFlags(
                        keys.duration("syncPeriod"),
                        ControllerFlags.DEFAULT.cpuInitialization(),
                        ControllerFlags.DEFAULT.initialReadinessDelay()),
                new Scraping(
                        keys.duration("scrapeInterval"),
                        standard.scraping().phase(),
                        Duration.ofSeconds(keys.whole("requestWindowSeconds")),
                        standard.scraping().discovery()));
        double tolerance = settings.scaleUp().tolerance();
        double overhead = keys.duration("requestOverhead").toNanos() / 1e6;
        SizedBy by = keys.sizedBy();
        FullPod pod = switch (by) {
            case CPU -> new FullPod(fullMillicores, model.idleMillicores(), tolerance, 1 / target);
            // Whoever burns CPU alone is under way for as long: both are milliseconds a second.
            case IN_FLIGHT -> FullPod.of(metric, tolerance).orElseThrow();
            case RATE -> new FullPod(metric.target() * (REQUEST_MILLIS + overhead), 0, tolerance, 0);
        };
        return new Paper(settings, model, new Sizing(pod, 1, 1 + overhead), by);
    }

    private static Metric metric(PaperKeys keys, double cpuTarget, double fullMillicores) {
        return switch (keys.sizedBy()) {
            case CPU -> new Metric("Resource", "cpu", "Utilization", cpuTarget);
            case IN_FLIGHT ->
                new Metric(
                        "Pods",
                        "http_requests_in_flight",
                        "AverageValue",
                        keys.amount("targetRequestsInFlight").orElse(derived(SizedBy.IN_FLIGHT, fullMillicores)));
            case RATE ->
                new Metric(
                        "Pods",
                        "http_requests_per_second",
                        "AverageValue",
                        keys.amount("targetRequestRate").orElse(derived(SizedBy.RATE, fullMillicores)));
        };
    }

    /** The target in requests of a pod that is full at so much CPU: whoever burns CPU alone is under way for as long. */
    private static double derived(SizedBy by, double fullMillicores) {
        return by == SizedBy.RATE ? fullMillicores / REQUEST_MILLIS : fullMillicores / 1e3;
    }

    /** What the HPA looks at. */
    Signal signal() {
        return new Signal(by, sizing.requestMillis(), sizing.costMillis());
    }

    /** What the HPA looks at, as {@code pulumi config} has it. */
    public String scaleOn() {
        return PaperKeys.signal(by);
    }

    /** Whether the target follows from one of CPU, as all of CPU's own do. */
    public boolean isTargetDerived() {
        return by == SizedBy.CPU
                || Math.abs(settings.metrics().getFirst().target() - derived(by, model.fullMillicores())) < 1e-9;
    }

    /** The target as it was given: in percent of the CPU request, or in requests. */
    public double target() {
        return isTargetDerived()
                ? model.fullMillicores() / model.cpuRequestMillicores() * 100
                : settings.metrics().getFirst().target();
    }

    /** What is assumed, one assumption a line. */
    public List<String> words() {
        return model.words(signal());
    }

    /** The same as {@link #sizing} for requests of which each takes so much CPU: where they are counted, fewer heavy ones need as many pods. */
    public Sizing sizing(double costMillis) {
        double tolerance = settings.scaleUp().tolerance();
        FullPod pod = by == SizedBy.RATE
                ? new FullPod(settings.metrics().getFirst().target() * costMillis, 0, tolerance, 0)
                : sizing.pod();
        return new Sizing(pod, sizing.requestMillis(), sizing.costMillis());
    }

    /** By what requests add to the HPA's metric, in thousandths: whatever they ask for, each is one where they are counted. */
    private Sizing metricSizing(Plan plan) {
        if (by != SizedBy.RATE) {
            return sizing;
        }
        FullPod pod = FullPod.of(
                        settings.metrics().getFirst(), settings.scaleUp().tolerance())
                .orElseThrow();
        return Sizing.counting(pod, plan, sizing.requestMillis());
    }

    /** The run that is to be expected of {@code plan}, judged by {@code contract}. */
    public RunRecord run(Plan plan, Contract contract, Instant started) {
        return Simulator.run(Scenario.of(plan, metricSizing(plan), settings, contract, model, signal()), started);
    }

    private static Rules up(PaperKeys keys, int max) {
        List<Policy> preset = keys.text("scalingPreset").equals("fast")
                ? List.of(new Policy("Pods", max, PERIOD))
                : Behavior.DEFAULT_UP.policies();
        return new Rules(
                keys.seconds("scaleUpWindowSeconds").orElse(Duration.ZERO),
                "Max",
                keys.policies("scaleUpPolicies").orElse(preset),
                keys.number("scaleUpTolerance"));
    }

    private static Rules down(PaperKeys keys) {
        String preset = keys.text("scalingPreset");
        List<Policy> policies = preset.equals("careful")
                ? List.of(new Policy("Percent", 10, Duration.ofMinutes(1)))
                : Behavior.DEFAULT_DOWN.policies();
        Duration window = preset.equals("fast") ? Duration.ofMinutes(1) : Behavior.DEFAULT_DOWN.stabilizationWindow();
        return new Rules(
                keys.seconds("scaleDownWindowSeconds").orElse(window),
                "Max",
                keys.policies("scaleDownPolicies").orElse(policies),
                keys.number("scaleDownTolerance"));
    }
}
