package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.RunRecord;
import java.util.List;
import java.util.Optional;

/**
 * What is to be predicted: a load, an HPA, the limits, and how pods behave.
 *
 * @param name the plan's name
 * @param purpose what it shows
 * @param model how pods and metrics behave
 * @param weather what happens beyond that
 * @param sizing by which rates are trimmed; empty for a load that a run has sent
 * @param signal what the HPA looks at
 */
public record Scenario(
        String name,
        String purpose,
        List<OfferedStage> stages,
        HpaSettings settings,
        Contract contract,
        Model model,
        Weather weather,
        Optional<Sizing> sizing,
        Signal signal) {

    public Scenario {
        stages = List.copyOf(stages);
        if (settings.metrics().size() != 1 || !fits(settings.metrics().getFirst(), signal)) {
            throw new IllegalArgumentException(
                    "The simulator knows one metric: CPU utilization, or requests with a target a pod; HPA %s scales on %s"
                            .formatted(settings.name(), settings.metrics()));
        }
    }

    private static boolean fits(Metric metric, Signal signal) {
        return signal.isCpu()
                ? metric.name().equals("cpu") && metric.targetType().equals("Utilization")
                : !metric.source().endsWith("Resource") && metric.targetType().equals("AverageValue");
    }

    /** A plan that nobody has run yet. */
    public static Scenario of(Plan plan, Sizing sizing, HpaSettings settings, Contract contract, Model model) {
        return of(plan, sizing, settings, contract, model, Signal.CPU);
    }

    /** The same of an HPA that looks at requests. */
    static Scenario of(Plan plan, Sizing sizing, HpaSettings settings, Contract contract, Model model, Signal signal) {
        return new Scenario(
                plan.name(),
                plan.purpose(),
                OfferedStage.of(plan, sizing),
                settings,
                contract,
                model,
                Weather.CALM,
                Optional.of(sizing),
                signal);
    }

    /** The same with things happening. */
    public Scenario in(Weather other) {
        return new Scenario(name, purpose, stages, settings, contract, model, other, sizing, signal);
    }

    /** What fills a pod. */
    FullPod fullPod() {
        double tolerance = settings.scaleUp().tolerance();
        Metric metric = settings.metrics().getFirst();
        return signal.isCpu()
                ? new FullPod(model.fullMillicores(), model.idleMillicores(), tolerance, 1 / metric.target())
                : FullPod.of(metric, tolerance).orElseThrow();
    }

    /**
     * The load of a finished run, on a model fitted to what was seen in it. Empty where that cannot be predicted: there was
     * no load, or its worth could not be measured, or the HPA looks at something that the simulator does not know.
     */
    public static Optional<Scenario> of(RunRecord run) {
        return switch (Need.of(run)) {
            case Need.Unknown _ -> Optional.empty();
            // A load that was only watched is known as what it did, not as what was sent.
            case Need.Known need -> run.isWatched() ? Optional.empty() : of(run, need);
        };
    }

    private static Optional<Scenario> of(RunRecord run, Need.Known need) {
        try {
            return Optional.of(new Scenario(
                    run.plan().name(),
                    run.plan().purpose(),
                    OfferedStage.of(run.plan(), need),
                    run.autoscaler().orElseThrow(),
                    run.contract(),
                    Fit.model(run, need.pod()),
                    Weather.CALM,
                    Optional.empty(),
                    Fit.signal(run)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
