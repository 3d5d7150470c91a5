package io.scaleproof.loadtest.plan;

/**
 * Turns pods' worth of load into requests per second.
 *
 * <p>The HPA wants ceil(pods x usage / target) pods, where usage and target are per pod. With n pods, each using {@code
 * idle + rate x cost / n}, the usage of all together is {@code n x idle + rate x cost}; they are exactly full at {@code n
 * x full}. A load of x pods' worth is therefore {@code rate = x x (full - idle) / cost}; with x = n - 0.5 the HPA's
 * answer is n, half a pod away from flipping either way.
 *
 * @param fullPodMillicores usage at which a pod is at the HPA's target: request x target / 100
 * @param idleMillicores what a pod without load uses
 * @param nominalMillis the CPU time that requests of the measurement asked for
 * @param overheadMillis what such a request costs beyond that: HTTP, scheduling, garbage collection
 */
public record Sizing(double fullPodMillicores, double idleMillicores, int nominalMillis, double overheadMillis) {

    public Sizing {
        if (fullPodMillicores <= idleMillicores) {
            throw new IllegalArgumentException(
                    ("A pod without load already uses %.0fm, and the HPA's target is %.0fm a pod: no load can be in the"
                                    + " middle. Raise cpuRequest or targetCpuUtilization")
                            .formatted(idleMillicores, fullPodMillicores));
        }
    }

    /** CPU time that a request asking for {@code millis} costs its pod, all included. */
    public double costMillis(int millis) {
        return millis + overheadMillis;
    }

    /** Requests per second of {@code level} made of requests that ask for {@code millis} each. */
    public double rate(Level level, int millis) {
        return switch (level) {
            case Level.Rate rate -> rate.perSecond();
            case Level.Pods pods -> pods.pods() * (fullPodMillicores - idleMillicores) / costMillis(millis);
        };
    }

    /** Pods' worth of {@code level}: the inverse of {@link #rate}. */
    public double pods(Level level, int millis) {
        return switch (level) {
            case Level.Pods pods -> pods.pods();
            case Level.Rate rate -> rate.perSecond() * costMillis(millis) / (fullPodMillicores - idleMillicores);
        };
    }
}
