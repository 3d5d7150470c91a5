package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.HpaSettings;
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
 */
public record Scenario(
        String name,
        String purpose,
        List<OfferedStage> stages,
        HpaSettings settings,
        Contract contract,
        Model model,
        Weather weather,
        Optional<Sizing> sizing) {

    public Scenario {
        stages = List.copyOf(stages);
        boolean byCpu = settings.metrics().size() == 1
                && settings.metrics().getFirst().name().equals("cpu")
                && settings.metrics().getFirst().targetType().equals("Utilization");
        if (!byCpu) {
            throw new IllegalArgumentException(
                    "The simulator knows CPU utilization and nothing else; HPA %s scales on %s"
                            .formatted(settings.name(), settings.metrics()));
        }
    }

    /** A plan that nobody has run yet. */
    public static Scenario of(Plan plan, Sizing sizing, HpaSettings settings, Contract contract, Model model) {
        return new Scenario(
                plan.name(),
                plan.purpose(),
                OfferedStage.of(plan, sizing),
                settings,
                contract,
                model,
                Weather.CALM,
                Optional.of(sizing));
    }

    /** The same with things happening. */
    public Scenario in(Weather other) {
        return new Scenario(name, purpose, stages, settings, contract, model, other, sizing);
    }

    /** What fills a pod. */
    FullPod fullPod() {
        return new FullPod(
                model.fullMillicores(),
                model.idleMillicores(),
                settings.scaleUp().tolerance(),
                1 / settings.metrics().getFirst().target());
    }

    /**
     * The load of a finished run, on a model fitted to what was seen in it. Empty where that cannot be predicted: there was
     * no load, or its worth could not be measured, or the HPA looks at something other than CPU utilization.
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
                    Optional.empty()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
