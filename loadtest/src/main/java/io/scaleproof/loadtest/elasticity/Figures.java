package io.scaleproof.loadtest.elasticity;

import io.scaleproof.loadtest.record.Elasticity;
import java.util.Optional;

/**
 * Computes {@link Elasticity} from three curves: pods needed, pods ready, pods there.
 *
 * <p>Accuracy, timeshare and jitter as of Herbst et al., "Ready for Rain? A View from SPEC Research on the Future of Cloud
 * Metrics", SPEC-RG-2016-01, and as the authors' own BUNGEE computes them: accuracy as an area over the time, absolute and
 * relative to the demand; jitter in pods, so that one step of three counts three. Instability as of the report, in absolute
 * value; a curve that stays until it jumps is taken to be about to move the way of its next jump, as in BUNGEE.
 */
public final class Figures {
    private static final double MINUTE = 60_000;
    private static final double HOUR = 3_600_000;

    private final StepCurve need;
    private final StepCurve ready;
    private final StepCurve there;
    private final Arrivals arrivals;
    private final long from;
    private final long to;

    private Figures(StepCurve need, StepCurve ready, StepCurve there, Arrivals arrivals, long from, long to) {
        this.need = need;
        this.ready = ready;
        this.there = there;
        this.arrivals = arrivals;
        this.from = from;
        this.to = to;
    }

    /**
     * The figures.
     *
     * @param need pods that the load needs
     * @param ready pods that serve
     * @param there pods that take up room: starting, serving or leaving
     * @param from first millisecond that counts
     * @param to first one that does not
     * @throws IllegalArgumentException when there is no time between the two, or a curve has no value
     */
    public static Elasticity of(
            StepCurve need, StepCurve ready, StepCurve there, Arrivals arrivals, long from, long to) {
        if (to <= from || need.size() == 0 || ready.size() == 0 || there.size() == 0) {
            throw new IllegalArgumentException("Between %d and %d ms nothing is known".formatted(from, to));
        }
        return new Figures(need, ready, there, arrivals, from, to).compute();
    }

    private Elasticity compute() {
        double under = 0;
        double over = 0;
        double underPart = 0;
        double overPart = 0;
        double underTime = 0;
        double overTime = 0;
        double unstable = 0;
        double pods = 0;
        double wasted = 0;
        double late = 0;
        int n = need.indexAt(from);
        int r = ready.indexAt(from);
        int t = there.indexAt(from);
        for (long at = from; at < to; ) {
            long end = Math.min(to, Math.min(need.endOf(n), Math.min(ready.endOf(r), there.endOf(t))));
            double time = end - at;
            int missing = need.value(n) - ready.value(r);
            if (missing > 0) {
                under += missing * time;
                underPart += missing * time / need.value(n);
                underTime += time;
                late += arrivals.between(at, end);
            } else if (missing < 0) {
                over -= missing * time;
                overPart -= missing * time / need.value(n);
                overTime += time;
            }
            unstable += need.trend(n, to) == ready.trend(r, to) ? 0 : time;
            pods += there.value(t) * time;
            wasted += Math.max(0, there.value(t) - need.value(n)) * time;
            n += end == need.endOf(n) ? 1 : 0;
            r += end == ready.endOf(r) ? 1 : 0;
            t += end == there.endOf(t) ? 1 : 0;
            at = end;
        }
        double whole = to - from;
        return new Elasticity(
                under / whole,
                over / whole,
                underPart / whole,
                overPart / whole,
                underTime / whole,
                overTime / whole,
                (moved(ready) - moved(need)) / (whole / MINUTE),
                unstable / whole,
                pods / HOUR,
                wasted / HOUR,
                arrivals.between(from, to),
                late,
                Optional.empty());
    }

    /** Pods by which a curve goes up and down. */
    private double moved(StepCurve curve) {
        double moved = 0;
        for (int i = curve.indexAt(from); i + 1 < curve.size() && curve.time(i + 1) < to; i++) {
            moved += Math.abs(curve.value(i + 1) - curve.value(i));
        }
        return moved;
    }
}
