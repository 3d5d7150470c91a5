package io.scaleproof.loadtest.need;

import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import java.util.List;
import java.util.Optional;

/**
 * What fills one pod, by the HPA's target.
 *
 * <p>With n pods that each use {@code idle + load / n}, all together use {@code n x idle + load}, and are exactly at the
 * target at {@code n x full}. So a load is worth {@code load / (full - idle)} pods.
 *
 * <p>The HPA rounds that up, but does nothing while use is within its tolerance of the target; and it cuts a utilization to
 * whole percents before it compares. Both are parts of all that a pod uses, its rest included, so that n pods are left alone
 * up to a worth of n x (1 + (tolerance + cut) x full / room).
 *
 * @param fullMillicores usage at which a pod is at the target
 * @param idleMillicores what a pod without load uses
 * @param tolerance the HPA's, for scaling up
 * @param cut what a whole percent is of the target; 0 where the target is no utilization
 */
public record FullPod(double fullMillicores, double idleMillicores, double tolerance, double cut) {
    /** Floating point must not make a load of exactly 2 pods' worth need 3. */
    private static final double EXACT = 1e-9;

    public FullPod {
        if (fullMillicores <= idleMillicores) {
            throw new IllegalArgumentException(
                    ("A pod without load already uses %.0fm, and the HPA's target is %.0fm a pod: no load can be in the"
                                    + " middle. Raise the CPU request or the HPA's target")
                            .formatted(idleMillicores, fullMillicores));
        }
    }

    /**
     * By an HPA's first CPU metric; empty where it does not look at CPU, or at a percentage of a request that is not known.
     *
     * @param requestMillicores what the HPA counts a pod's usage against
     */
    public static Optional<FullPod> of(HpaSettings settings, double requestMillicores, double idleMillicores) {
        return cpu(settings).flatMap(metric -> {
            boolean percent = metric.targetType().equals("Utilization");
            double full = percent ? requestMillicores * metric.target() / 100 : metric.target() * 1_000;
            return full <= 0
                    ? Optional.empty()
                    : Optional.of(new FullPod(
                            full,
                            // A pod whose rest exceeds its target leaves no room to reason in; that is for the plan to
                            // say.
                            Math.min(idleMillicores, full * 0.9),
                            settings.scaleUp().tolerance(),
                            percent ? 1 / metric.target() : 0));
        });
    }

    /**
     * By a metric that counts requests, in thousandths of what it counts; empty where its target is not per pod. A pod at
     * rest has none of it.
     *
     * @param tolerance the HPA's, for scaling up
     */
    public static Optional<FullPod> of(Metric metric, double tolerance) {
        return metric.targetType().equals("AverageValue") && metric.target() > 0
                ? Optional.of(new FullPod(metric.target() * 1_000, 0, tolerance, 0))
                : Optional.empty();
    }

    /** The metric by which a CPU load is sized. */
    public static Optional<Metric> cpu(HpaSettings settings) {
        return settings.metrics().stream()
                .filter(metric -> metric.name().equals("cpu")
                        && metric.source().endsWith("Resource")
                        && List.of("Utilization", "AverageValue").contains(metric.targetType()))
                .findFirst();
    }

    /** The same with another figure for the rest. */
    public FullPod atRest(double otherIdleMillicores) {
        return new FullPod(fullMillicores, Math.min(otherIdleMillicores, fullMillicores * 0.9), tolerance, cut);
    }

    /** CPU that a pod has for its load, in thousandths of a core. */
    public double roomMillicores() {
        return fullMillicores - idleMillicores;
    }

    /** Pods' worth of a load that takes so much CPU beyond the pods' rest. */
    public double worth(double loadMillicores) {
        return loadMillicores / roomMillicores();
    }

    /** Pods' worth that one pod is left alone with when it uses so much more than the target, as a fraction of that. */
    private double leftWith(double more) {
        return 1 + more * fullMillicores / roomMillicores();
    }

    /** The fewest pods that the HPA leaves a load of so many pods' worth with. */
    public int enough(double worth) {
        return Math.max(1, (int) Math.ceil(worth / leftWith(tolerance) - EXACT));
    }

    /** The same where the cut to whole percents, which may go either way, goes the HPA's. */
    public int leastEnough(double worth) {
        return Math.max(1, (int) Math.ceil(worth / leftWith(tolerance + cut) - EXACT));
    }

    /** The most pods that the HPA can ask for at such a load. */
    public int atMost(double worth) {
        return Math.max(1, (int) Math.ceil(worth - EXACT));
    }

    /**
     * The worth that needs exactly {@code pods}, whichever way it comes: half-way between what one pod fewer is left alone
     * with and {@code pods}. (Half a pod below would not do: 5.5 pods' worth on 5 pods is a ratio of exactly 1.1, and there
     * the HPA stops.) From some size on no load needs exactly n whichever way it comes; half a pod below then still makes a
     * sudden load ask for n.
     */
    public double worthNeeding(int pods) {
        double leftWithOneFewer = (pods - 1) * leftWith(tolerance + cut);
        return leftWithOneFewer < pods ? (leftWithOneFewer + pods) / 2 : pods - 0.5;
    }
}
