package io.scaleproof.loadtest.plan;

/**
 * Turns pods' worth of load into requests per second.
 *
 * <p>With n pods, each using {@code idle + rate x cost / n}, the usage of all together is {@code n x idle + rate x cost},
 * and they are exactly full at {@code n x full}. A load of x pods' worth is therefore {@code rate = x x (full - idle) /
 * cost}.
 *
 * <p>The HPA answers ceil(x), but does nothing while x / n is within its tolerance of 1. So a load needs exactly n pods
 * if n - 1 are too few even for the tolerance, x > (n - 1) x (1 + tolerance), and x is at most n. Half-way between the
 * two, noise flips neither. (Half a pod below n, as one would choose without the tolerance, is not enough: 5.5 pods'
 * worth on 5 pods is a ratio of exactly 1.1, and there the HPA stops.) For n above 1 / tolerance + 1 no load needs
 * exactly n whichever way it comes; half a pod below n then still makes a sudden load ask for n.
 *
 * @param fullPodMillicores usage at which a pod is at the HPA's target: request x target / 100
 * @param idleMillicores what a pod without load uses
 * @param tolerance the HPA's, for scaling up
 * @param overheadMillis what a request costs beyond the CPU time it asks for: HTTP, scheduling, garbage collection; less
 *     than nothing is an error of measurement, and counts as nothing
 */
public record Sizing(double fullPodMillicores, double idleMillicores, double tolerance, double overheadMillis) {

    public Sizing {
        overheadMillis = Math.max(0, overheadMillis);
        if (fullPodMillicores <= idleMillicores) {
            throw new IllegalArgumentException(
                    ("A pod without load already uses %.0fm, and the HPA's target is %.0fm a pod: no load can be in the"
                                    + " middle. Raise cpuRequest or targetCpuUtilization")
                            .formatted(idleMillicores, fullPodMillicores));
        }
    }

    /** For a plan of declared levels alone, where no pod's worth of load is known. */
    public static Sizing ofDeclaredLevels(double tolerance) {
        return new Sizing(Double.MAX_VALUE, 0, tolerance, 0);
    }

    /** CPU time that a request asking for {@code millis} costs its pod, all included. */
    public double costMillis(int millis) {
        return millis + overheadMillis;
    }

    /** Requests per second of {@code level}, made of requests that ask for {@code millis} each. */
    public double rate(Level level, int millis) {
        return switch (level) {
            case Level.Needing needing -> rate(worthNeeding(needing.pods()), millis);
            case Level.Pods worth -> rate(worth.pods(), millis);
            case Level.AtMost bounded -> Math.min(bounded.perSecond(), rate(bounded.pods(), millis));
            case Level.Declared declared -> declared.perSecond();
        };
    }

    private double rate(double worth, int millis) {
        return worth * (fullPodMillicores - idleMillicores) / costMillis(millis);
    }

    /** Pods' worth of {@code level}: the inverse of {@link #rate}. */
    public double worth(Level level, int millis) {
        return switch (level) {
            case Level.Needing needing -> worthNeeding(needing.pods());
            case Level.Pods worth -> worth.pods();
            case Level.AtMost bounded ->
                rate(level, millis) * costMillis(millis) / (fullPodMillicores - idleMillicores);
            case Level.Declared declared -> declared.pods() < 1 ? 0 : worthNeeding(declared.pods());
        };
    }

    private double worthNeeding(int pods) {
        double tooMuchForOneFewer = (pods - 1) * (1 + tolerance);
        return tooMuchForOneFewer < pods ? (tooMuchForOneFewer + pods) / 2 : pods - 0.5;
    }

    /** The fewest pods that the HPA leaves a load of so many pods' worth with. */
    public static int enough(double worth, double tolerance) {
        // A load of exactly 2 pods' worth needs 2, in spite of floating point.
        return Math.max(1, (int) Math.ceil(worth / (1 + tolerance) - 1e-9));
    }

    /** The fewest pods that the HPA leaves this load with. */
    public int enough(Level level, int millis) {
        return enough(worth(level, millis), tolerance);
    }
}
