package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.elasticity.Figures;
import io.scaleproof.loadtest.elasticity.StepCurve;
import io.scaleproof.loadtest.policy.Demand;
import io.scaleproof.loadtest.record.Elasticity;

/**
 * What became of a trace under one policy. Times are milliseconds since the trace's zero.
 *
 * @param demand what it needed
 * @param wanted pods asked for
 * @param ready pods that served
 * @param there pods that took up room
 * @param failed requests that found the queues full
 * @param p99AtCapacityMillis 99th percentile of latency, of requests that were due while no pod was missing; 0 where there
 *     were none
 */
public record TraceRun(
        Demand demand, StepCurve wanted, StepCurve ready, StepCurve there, double failed, double p99AtCapacityMillis) {

    /** How well supply followed demand. */
    public Elasticity elasticity() {
        return Figures.of(demand.curve(), ready, there, demand, 0, demand.length());
    }

    /** The longest that the load had to wait for a number of pods that it certainly needed, in milliseconds. */
    public long longestShortage() {
        return Shortages.longest(demand.certain(), ready, demand.length());
    }
}
