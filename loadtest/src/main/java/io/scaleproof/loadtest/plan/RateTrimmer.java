package io.scaleproof.loadtest.plan;

import io.scaleproof.loadtest.record.StageRun.Phase;
import java.util.OptionalDouble;

/**
 * Keeps a stage's load worth what the plan asked for, once it is measured what a request costs. Slow on purpose while there is
 * load: the HPA should see that, not a controller.
 */
public final class RateTrimmer {
    /** Less is the noise of the measurement. */
    private static final double LEAST = 0.02;
    /**
     * Of what would keep a pod above the minimum. The HPA acts on the highest figure of its window, and what pods use at rest
     * is counted among what light requests cost where it is more than is thought.
     */
    private static final double HELD = 0.6;

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
     * @param minimum pods that the HPA always keeps
     */
    public OptionalDouble trimmed(double now, Sizing sizing, int minimum) {
        if (stage.to() instanceof Level.Declared || !stage.from().equals(stage.to()) || now <= 0) {
            return OptionalDouble.empty();
        }
        double wanted = Math.clamp(sizing.rate(stage.to(), stage.requestMillis()), first / FURTHEST, first * FURTHEST);
        double change = wanted / now - 1;
        if (Math.abs(change) < LEAST) {
            return OptionalDouble.empty();
        }
        if (stage.phase() == Phase.QUIET) {
            return change < 0 && holdsAPod(now, sizing, minimum) ? OptionalDouble.of(wanted) : OptionalDouble.empty();
        }
        return OptionalDouble.of(now * (1 + Math.clamp(change, -MOST, MOST)));
    }

    /**
     * While pods go, every request is a chance to be dropped, so that a light load is only made lighter where it may hold a
     * pod, and then at once. One more than the minimum of m is kept where {@code (m + 1) x idle + load > m x full}, that is
     * from {@code m - idle / room} pods' worth on.
     */
    private boolean holdsAPod(double now, Sizing sizing, int minimum) {
        double worth = sizing.pod().worth(now * sizing.costMillis(stage.requestMillis()));
        double keeps = minimum - sizing.pod().idleMillicores() / sizing.pod().roomMillicores();
        return worth > HELD * keeps;
    }
}
