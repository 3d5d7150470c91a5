package io.scaleproof.loadtest.policy;

import io.scaleproof.loadtest.elasticity.Arrivals;
import io.scaleproof.loadtest.elasticity.StepCurve;
import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.trace.Trace;

/** A trace as simulations ask for it: its requests by time, and the pods that they need. Shared by all runs on one trace. */
public final class Demand implements Arrivals {
    private final Trace trace;
    private final double costMillis;
    private final double stepMillis;
    private final double[] until;
    private final int[] need;
    private final StepCurve curve = new StepCurve();
    private final StepCurve certain = new StepCurve();
    private final long length;

    /**
     * Of {@code trace}.
     *
     * @param pod what fills a pod
     * @param costMillis CPU time that a request really costs
     * @param minimum pods at least, however little there is to do
     */
    public Demand(Trace trace, FullPod pod, double costMillis, int minimum) {
        this.trace = trace;
        this.costMillis = costMillis;
        this.stepMillis = trace.step().toNanos() / 1e6;
        this.until = new double[trace.steps() + 1];
        this.need = new int[trace.steps()];
        for (int i = 0; i < need.length; i++) {
            until[i + 1] = until[i] + trace.rate(i) * stepMillis / 1e3;
            double worth = pod.worth(trace.rate(i) * costMillis);
            need[i] = Math.max(minimum, pod.enough(worth));
            curve.add(begin(i), need[i]);
            certain.add(begin(i), Math.max(minimum, pod.leastEnough(worth)));
        }
        this.length = begin(need.length);
    }

    public Trace trace() {
        return trace;
    }

    /** CPU time that a request costs. */
    public double costMillis() {
        return costMillis;
    }

    /** Its end, in milliseconds. */
    public long length() {
        return length;
    }

    /** When step {@code i} begins. Rounded, for compressed traces have steps of fractions of milliseconds. */
    public long begin(int i) {
        return Math.round(i * stepMillis);
    }

    /** Pods that step {@code i} needs. */
    public int need(int i) {
        return need[i];
    }

    /** The same as a curve. */
    public StepCurve curve() {
        return curve;
    }

    /** Pods that it needs whichever way an HPA's whole per cents are cut: what a contract may ask for. */
    public StepCurve certain() {
        return certain;
    }

    /** Requests per second at a time; before and after the trace those of its ends. */
    public double rateAt(long time) {
        return trace.rate(stepAt(time));
    }

    /** The step that holds at a time; the nearest outside the trace. */
    public int stepAt(long time) {
        return (int) Math.clamp((long) Math.floor((time + 0.5) / stepMillis), 0, need.length - 1L);
    }

    @Override
    public double between(long from, long to) {
        return until(to) - until(from);
    }

    private double until(long time) {
        double place = Math.clamp(time / stepMillis, 0, need.length);
        int step = (int) Math.min(place, need.length - 1.0);
        return until[step] + (place - step) * trace.rate(step) * stepMillis / 1e3;
    }

    /** Requests per second on average over the last {@code window} milliseconds; what was before the trace was as its first. */
    double meanRate(long now, long window) {
        long from = Math.max(0, now - window);
        double before = Math.min(window, from - (now - window)) / 1e3 * trace.rate(0);
        return (before + (now > 0 ? between(from, now) : 0)) / (window / 1e3);
    }
}
