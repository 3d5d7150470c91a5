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
 * @param sizing turns pods' worth of load into requests
 */
public record Paper(HpaSettings settings, Model model, Sizing sizing) {
    private static final Duration PERIOD = Duration.ofSeconds(15);

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
        HpaSettings settings = new HpaSettings(
                "on paper",
                keys.whole("minReplicas"),
                max,
                List.of(new Metric("Resource", "cpu", "Utilization", target)),
                up(keys, max),
                down(keys));
        if (settings.minReplicas() > max) {
            throw new IllegalArgumentException(
                    "minReplicas is %d and maxReplicas is %d. The first must not be above the second"
                            .formatted(settings.minReplicas(), max));
        }
        double request = keys.millicores("cpuRequest");
        Model standard = Model.standard(target);
        Duration podStart = keys.duration("podStart");
        // A third of a pod's start is scheduling and the container's, as it is with the standard model.
        Duration started = podStart.dividedBy(3);
        Model model = new Model(
                request,
                keys.millicores("cpuLimit"),
                keys.millicores("podIdle"),
                request * target / 100,
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
                        ControllerFlags.DEFAULT.initialReadinessDelay()));
        return new Paper(
                settings,
                model,
                new Sizing(
                        new FullPod(
                                model.fullMillicores(),
                                model.idleMillicores(),
                                settings.scaleUp().tolerance(),
                                1 / target),
                        1,
                        1 + keys.duration("requestOverhead").toNanos() / 1e6));
    }

    /** The run that is to be expected of {@code plan}, judged by {@code contract}. */
    public RunRecord run(Plan plan, Contract contract, Instant started) {
        return Simulator.run(Scenario.of(plan, sizing, settings, contract, model), started);
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
