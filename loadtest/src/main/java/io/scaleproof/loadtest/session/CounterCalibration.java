package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.Calibration.Source;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Measures what a request costs by the CPU counters that the pods keep of themselves. In ten seconds, since it chooses the
 * first rate only: a pod that has just started takes up to a quarter more than the pod it becomes, and the run finds out.
 *
 * <p>All of it has to stay well below the HPA's target: 12 requests of 25 ms, which cost a young pod about 30, and 18 readings of
 * up to 10 ms in a metrics window of 15 s are 36m, and at rest a pod uses 4m. Two more requests, all of them read before and
 * after, were 46 to 58 of 50m. With three to warm up a request cost 37 ms, with seven about 28, and in the run 25.
 */
final class CounterCalibration {
    private static final int WARM_UP = 7;
    private static final int MEASURED = 5;
    private static final int READINGS = 3;
    private static final Duration WARM_UP_GAP = Duration.ofMillis(400);
    private static final Duration GAP = Duration.ofMillis(500);
    /** Of several requests at most so many are measured, each after a longer gap, to stay below the target all the same. */
    private static final int MIXED_AT_MOST = 10;

    private static final Duration MIXED_GAP = Duration.ofMillis(1_500);
    private static final int RESTS = 2;
    private static final Duration REST = Duration.ofMillis(2_500);
    /** The kernel's clock, in milliseconds. */
    private static final double STEP = 10;

    private static final double LEAST_COST = 0.01;

    private final Sender sender;
    private final Supplier<OptionalDouble> cpuMillis;
    private final boolean mixed;
    private final int measured;

    /**
     * @param cpuMillis CPU time that all pods have used so far; empty where that cannot be read
     * @param period after so many requests each kind has come as often as it shall; 1 if there is one kind
     */
    CounterCalibration(Sender sender, Supplier<OptionalDouble> cpuMillis, int period) {
        this.sender = sender;
        this.cpuMillis = cpuMillis;
        this.mixed = period > 1;
        int whole = Math.ceilDiv(MEASURED, period) * period;
        this.measured = mixed ? Math.min(whole, MIXED_AT_MOST) : MEASURED;
    }

    /** Empty where the pods keep no counter. */
    Optional<Cost> measure() throws CouldNotRun, InterruptedException {
        if (cpuMillis.get().isEmpty()) {
            return Optional.empty();
        }
        Duration took = WARM_UP_GAP
                .multipliedBy(WARM_UP)
                .plus(GAP.multipliedBy(measured))
                .plus(REST.multipliedBy(RESTS));
        for (int sent = 0; sent < WARM_UP; sent++) {
            took = took.plus(sender.send());
            sender.pause(WARM_UP_GAP);
        }
        double reading = reading();
        double[] costs = new double[measured];
        double[] gaps = new double[measured];
        double before = read();
        for (int i = 0; i < measured; i++) {
            took = took.plus(sender.send());
            double answered = read();
            costs[i] = answered - before;
            sender.pause(GAP);
            before = read();
            gaps[i] = before - answered;
            if (mixed) {
                sender.pause(MIXED_GAP);
                took = took.plus(MIXED_GAP);
                before = read();
            }
        }
        double[] rests = new double[RESTS];
        for (int i = 0; i < RESTS; i++) {
            sender.pause(REST);
            double rested = read();
            rests[i] = rested - before;
            before = rested;
        }
        double cost = Math.max(LEAST_COST, (mixed ? mean(costs) : typical(costs)) - reading);
        // A reading after a pause costs more than one that follows another, and drops out between a long and a short
        // pause.
        double rest = isInSteps(costs) ? mean(rests) - mean(gaps) : least(rests) - least(gaps);
        double idle = Math.max(0, rest) / REST.minus(GAP).toMillis() * 1_000;
        double perSecond = (WARM_UP + measured) / (took.toNanos() / 1e9);
        return Optional.of(new Cost(cost, idle, measured, perSecond, Source.COUNTER));
    }

    /** What reading the counter costs, which every difference between two readings holds once. */
    private double reading() throws CouldNotRun {
        double[] costs = new double[READINGS];
        double before = read();
        for (int i = 0; i < READINGS; i++) {
            double after = read();
            costs[i] = after - before;
            before = after;
        }
        return typical(costs);
    }

    /** What a pod does by and by, compiling above all, comes on top of its rest, and not in every pause. */
    private static double least(double[] rests) {
        return Arrays.stream(rests).min().orElseThrow();
    }

    private static double mean(double[] costs) {
        return Arrays.stream(costs).average().orElseThrow();
    }

    /**
     * The median. What else a young pod does, compiling above all, falls into few of the requests, on a busy machine into
     * later ones than those that caused it. A counter in steps of the kernel's clock cannot tell one
     * from another, so there it is the mean.
     */
    static double typical(double[] costs) {
        if (isInSteps(costs)) {
            return mean(costs);
        }
        double[] sorted = costs.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static boolean isInSteps(double[] costs) {
        return Arrays.stream(costs).allMatch(cost -> Math.abs(cost / STEP - Math.rint(cost / STEP)) < 1e-6);
    }

    private double read() throws CouldNotRun {
        return cpuMillis
                .get()
                .orElseThrow(() -> new CouldNotRun(
                        "The pod's CPU counter stopped answering while the cost of a request was measured",
                        "see whether the pods are stable: kubectl get pods --watch"));
    }
}
