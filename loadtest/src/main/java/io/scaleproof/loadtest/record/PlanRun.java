package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.List;

/**
 * The stages of load as they were to be sent.
 *
 * @param name the plan's name, for instance {@code surge}
 * @param purpose one sentence: what the plan shows
 * @param stages the stages, one after another without a gap
 */
public record PlanRun(String name, String purpose, List<StageRun> stages) {

    public PlanRun {
        stages = List.copyOf(stages);
    }

    /** The end of the last stage. */
    public Duration length() {
        return stages.isEmpty() ? Duration.ZERO : stages.getLast().end();
    }
}
