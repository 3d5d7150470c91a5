package io.scaleproof.loadtest.plan;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.record.Calibration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns pods' worth of load into requests per second: {@code rate = worth x room of a pod / cost of a request}; see {@link
 * FullPod} for the former.
 *
 * @param pod what fills a pod
 * @param requestMillis CPU time that the requests ask for whose cost is known
 * @param costMillis what one of them costs
 * @param measured what requests of other kinds, or the same measured since, cost; by the CPU time that they ask for
 */
public record Sizing(FullPod pod, int requestMillis, double costMillis, Map<Integer, Double> measured) {

    public Sizing {
        measured = Map.copyOf(measured);
    }

    public Sizing(FullPod pod, int requestMillis, double costMillis) {
        this(pod, requestMillis, costMillis, Map.of());
    }

    /** For a plan of declared levels alone, where no pod's worth of load is known. */
    public static Sizing ofDeclaredLevels(double tolerance) {
        return new Sizing(new FullPod(Double.MAX_VALUE, 0, tolerance, 0), 1, 1);
    }

    /** For a metric that counts requests as they come, in thousandths: whatever a request asks for, it is one. */
    public static Sizing counting(FullPod pod, Plan plan, int requestMillis) {
        double one = 1_000;
        Sizing sizing = new Sizing(pod, requestMillis, one);
        for (Stage stage : plan.stages()) {
            sizing = sizing.knowing(stage.requestMillis(), one);
        }
        return sizing;
    }

    /** The same, knowing what requests of one kind cost. */
    public Sizing knowing(int millis, double cost) {
        Map<Integer, Double> known = new TreeMap<>(measured);
        known.put(millis, cost);
        return new Sizing(pod, requestMillis, costMillis, known);
    }

    /** CPU time that a request asking for {@code millis} costs its pod, all included. */
    public double costMillis(int millis) {
        Double known = measured.get(millis);
        return known == null ? Calibration.costMillis(requestMillis, costMillis, millis) : known;
    }

    /** Requests per second of {@code level}, made of requests that ask for {@code millis} each. */
    public double rate(Level level, int millis) {
        return switch (level) {
            case Level.Needing needing -> rate(pod.worthNeeding(needing.pods()), millis);
            case Level.Pods worth -> rate(worth.pods(), millis);
            case Level.AtMost bounded -> Math.min(bounded.perSecond(), rate(bounded.pods(), millis));
            case Level.Declared declared -> declared.perSecond();
        };
    }

    private double rate(double worth, int millis) {
        return worth * pod.roomMillicores() / costMillis(millis);
    }

    /** Pods' worth of {@code level}: the inverse of {@link #rate}; 0 where a plan gives a rate and no pods. */
    public double worth(Level level, int millis) {
        return switch (level) {
            case Level.Needing needing -> pod.worthNeeding(needing.pods());
            case Level.Pods worth -> worth.pods();
            case Level.AtMost bounded -> pod.worth(rate(level, millis) * costMillis(millis));
            case Level.Declared declared -> declared.pods() < 1 ? 0 : pod.worthNeeding(declared.pods());
        };
    }

    /** The fewest pods that the HPA leaves this load with. */
    public int enough(Level level, int millis) {
        return pod.enough(worth(level, millis));
    }
}
