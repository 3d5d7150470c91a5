package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.Calibration.Source;

/**
 * What a request costs, as known before the run.
 *
 * @param millisPerRequest CPU time
 * @param idleMillicores what all pods together use without load
 * @param requests how many it was measured on
 * @param measuringMillicores what measuring it added to what the pods used, at its height over a window of metrics
 */
public record Cost(
        double millisPerRequest, double idleMillicores, long requests, double measuringMillicores, Source source) {

    /** What someone says that a request costs, or what it says of itself. */
    public static Cost declared(double millis) {
        return new Cost(millis, 0, 0, 0, Source.DECLARED);
    }
}
