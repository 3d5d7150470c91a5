package io.scaleproof.loadtest.record;

import java.util.Optional;

/**
 * How well the pods that were ready (supply) followed those that the load needed (demand). Formulas and sources: docs/tune.md.
 *
 * @param underPods accuracy U: pods missing, averaged over the whole time
 * @param overPods accuracy O: pods ready beyond the need, averaged over the whole time
 * @param underPart accuracy U as a fraction of the need at each time
 * @param overPart accuracy O as a fraction of the need at each time
 * @param underTime timeshare U: fraction of the time in which pods were missing
 * @param overTime timeshare O: fraction of the time in which there were more than needed
 * @param jitterPerMinute pods added and removed beyond those that the need itself came and went by, per minute; below 0 where
 *     the supply moved less than the need
 * @param instability fraction of the time in which need and supply were about to move in different directions
 * @param podHours time of all pods from their creation until they were gone
 * @param wastedPodHours the part of it beyond the need
 * @param requests that were due
 * @param lateRequests of these, how many were due while pods were missing
 * @param yardsticks what others would have used; empty where that is not asked
 */
public record Elasticity(
        double underPods,
        double overPods,
        double underPart,
        double overPart,
        double underTime,
        double overTime,
        double jitterPerMinute,
        double instability,
        double podHours,
        double wastedPodHours,
        double requests,
        double lateRequests,
        Optional<Yardsticks> yardsticks) {

    /** The same beside what others would have used. */
    public Elasticity beside(Yardsticks others) {
        return new Elasticity(
                underPods,
                overPods,
                underPart,
                overPart,
                underTime,
                overTime,
                jitterPerMinute,
                instability,
                podHours,
                wastedPodHours,
                requests,
                lateRequests,
                Optional.of(others));
    }

    /** Requests that were due while pods were missing, as a fraction of all. */
    public double latePart() {
        return requests == 0 ? 0 : lateRequests / requests;
    }
}
