package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.List;

/**
 * One stage of load. The rate goes linearly from {@code fromRate} to {@code toRate}, or in steps where it was trimmed.
 *
 * @param name unique within the plan, for instance {@code surge}
 * @param phase what the stage is for
 * @param start when its first request was due
 * @param end when the next stage began
 * @param fromRate requests per second at its start
 * @param toRate requests per second at its end
 * @param pods pods' worth that the plan asked for at the stage's end (a fraction, 5.75 needs 6), or 0 if it gave rates;
 *     what the load really was worth is measured, see the need package
 * @param requestMillis CPU time that a request asked for
 * @param trims changes of the rate on the way, in order, because requests turned out to cost more or less
 */
public record StageRun(
        String name,
        Phase phase,
        Duration start,
        Duration end,
        double fromRate,
        double toRate,
        double pods,
        int requestMillis,
        List<Trim> trims) {

    public StageRun {
        trims = List.copyOf(trims);
    }

    /** Requests per second offered at a time within the stage. */
    public double rateAt(Duration at) {
        if (trims.isEmpty()) {
            double whole = end.minus(start).toNanos();
            double part = whole <= 0 ? 1 : at.minus(start).toNanos() / whole;
            return fromRate + (toRate - fromRate) * Math.clamp(part, 0, 1);
        }
        return trims.stream()
                .filter(trim -> trim.at().compareTo(at) <= 0)
                .reduce((earlier, later) -> later)
                .map(Trim::rate)
                .orElse(fromRate);
    }

    /**
     * A change of the rate.
     *
     * @param at from when on
     * @param rate requests per second from then on
     * @param costMillis what a request was measured to cost
     */
    public record Trim(Duration at, double rate, double costMillis) {}

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
