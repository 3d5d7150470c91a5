package io.scaleproof.loadtest.simulate;

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
 */
public record Scenario(
        String name, String purpose, List<OfferedStage> stages, HpaSettings settings, Contract contract, Model model) {

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
        return new Scenario(plan.name(), plan.purpose(), OfferedStage.of(plan, sizing), settings, contract, model);
    }

    /**
     * The load of a finished run, on a model fitted to what was seen in it. Empty where that cannot be predicted: there was
     * no load, or it is unknown in pods, or the HPA looks at something other than CPU utilization.
     */
    public static Optional<Scenario> of(RunRecord run) {
        if (run.plan().stages().isEmpty()
                || run.calibration().isEmpty()
                || run.autoscaler().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Scenario(
                    run.plan().name(),
                    run.plan().purpose(),
                    OfferedStage.of(run.plan()),
                    run.autoscaler().get(),
                    run.contract(),
                    Fit.model(run, run.calibration().get())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
