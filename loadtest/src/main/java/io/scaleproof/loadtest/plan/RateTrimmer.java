package io.scaleproof.loadtest.plan;

import io.scaleproof.loadtest.record.StageRun.Phase;
import java.util.OptionalDouble;

/**
 * Keeps a stage's load worth what the plan asked for, once it is measured what a request costs. Slow on purpose: the HPA
 * should see a load, not a controller.
 */
public final class RateTrimmer {
    /** Less is the noise of the measurement. */
    private static final double LEAST = 0.02;
    /** Pods' worth. What pods use at rest is counted among what light requests cost where they use more than is thought. */
    private static final double HELD = 1;

    /** Of one step; steps are seconds apart. */
    private static final double MOST = 0.15;
    /** Never further from what the stage began with: beyond that it would be another load, and is said to be. */
    private static final double FURTHEST = 3;

    private final Stage stage;
    private final double first;

    /** @param first the rate that the stage began with */
    public RateTrimmer(Stage stage, double first) {
        this.stage = stage;
        this.first = first;
    }

    /**
     * The rate to go on with; empty where it is right, or where the plan gave it.
     *
     * @param now the rate that is sent
     * @param sizing what knows the measured cost
     */
    public OptionalDouble trimmed(double now, Sizing sizing) {
        if (stage.to() instanceof Level.Declared || !stage.from().equals(stage.to()) || now <= 0) {
            return OptionalDouble.empty();
        }
        double wanted = Math.clamp(sizing.rate(stage.to(), stage.requestMillis()), first / FURTHEST, first * FURTHEST);
        double change = wanted / now - 1;
        // While pods go, every request is a chance to be dropped: a light load is only made lighter where it holds a
        // pod.
        boolean light = stage.phase() == Phase.QUIET
                && sizing.pod().worth(now * sizing.costMillis(stage.requestMillis())) < HELD;
        boolean needless = Math.abs(change) < LEAST || light || (stage.phase() == Phase.QUIET && change > 0);
        return needless ? OptionalDouble.empty() : OptionalDouble.of(now * (1 + Math.clamp(change, -MOST, MOST)));
    }
}
