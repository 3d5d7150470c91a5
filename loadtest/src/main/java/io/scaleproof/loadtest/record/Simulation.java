package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.List;

/**
 * What the simulator predicts for a plan and an HPA's settings.
 *
 * @param assumptions the model's parameters in words, one a line (pod start-up time, metrics resolution, ...)
 * @param steps the predicted state, whenever it changes, in order
 * @param decisions the predicted decisions
 * @param verdicts the contract's verdicts on the prediction
 */
public record Simulation(List<String> assumptions, List<Step> steps, List<Decision> decisions, List<Verdict> verdicts) {

    public Simulation {
        assumptions = List.copyOf(assumptions);
        steps = List.copyOf(steps);
        decisions = List.copyOf(decisions);
        verdicts = List.copyOf(verdicts);
    }

    /**
     * The predicted state from {@code at} on.
     *
     * @param desired pods the HPA wants
     * @param ready pods that serve
     * @param utilizationPercent mean CPU over pods in percent of the request
     * @param rate requests per second offered
     */
    public record Step(Duration at, int desired, int ready, double utilizationPercent, double rate) {}
}
