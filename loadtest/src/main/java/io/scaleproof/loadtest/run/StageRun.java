package io.scaleproof.loadtest.run;

import java.time.Duration;

/**
 * One stage of load. The rate goes linearly from {@code fromRate} to {@code toRate}.
 *
 * @param name unique within the plan, for instance {@code surge}
 * @param phase what the stage is for
 * @param start when its first request was due
 * @param end when the next stage began
 * @param fromRate requests per second at its start
 * @param toRate requests per second at its end
 * @param pods pods that the rate at the stage's end needs at the HPA's target (a fraction, 5.5 lands on 6), or 0 if
 *     unknown
 */
public record StageRun(
        String name, Phase phase, Duration start, Duration end, double fromRate, double toRate, double pods) {

    /** What a stage is for; the contract's clauses speak of phases. */
    public enum Phase {
        /** A load that the minimum of pods serves. */
        BASELINE,
        /** A load above what is there: the HPA has to scale up. */
        SURGE,
        /** The same load held on, once the capacity is there. */
        SUSTAIN,
        /** Little or no load: the HPA has to scale down. */
        QUIET
    }
}
