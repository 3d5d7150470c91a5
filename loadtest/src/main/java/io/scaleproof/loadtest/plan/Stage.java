package io.scaleproof.loadtest.plan;

import io.scaleproof.loadtest.record.StageRun.Phase;

/**
 * One stage of a plan. From {@code from} to {@code to} the load changes linearly, so that a stage with both alike is
 * constant.
 *
 * @param name unique within the plan
 * @param requestMillis CPU time a request of this stage asks the service to burn
 */
public record Stage(String name, Phase phase, Level from, Level to, Hold hold, int requestMillis) {

    public Stage {
        if (!from.equals(to) && !(hold instanceof Hold.For)) {
            throw new IllegalArgumentException(
                    "Stage '%s' changes its load, so it needs a fixed length ('for'), not an 'until'".formatted(name));
        }
    }

    /** The same stage, held otherwise. */
    public Stage holding(Hold other) {
        return new Stage(name, phase, from, to, other, requestMillis);
    }

    /** A stage of constant load. */
    public static Stage steady(String name, Phase phase, Level level, Hold hold, int requestMillis) {
        return new Stage(name, phase, level, level, hold, requestMillis);
    }
}
