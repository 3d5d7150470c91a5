package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.Calibration.Source;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Measures what a request costs by the CPU counters that the pods keep of themselves. In some 15 s, since it chooses the
 * first rate only: a pod that has just started takes up to a quarter more than the pod it becomes, and the run finds out.
 *
 * <p>All of it has to stay well below the HPA's target, or what it measures makes the service scale: 12 requests of 25 ms cost a
 * young pod some 30 each, on a slow machine 40, a reading up to 10 and the first one 60. So it goes on only when what the
 * counters say was used since it began is below three quarters of the target. With three requests to warm up a request cost
 * 37 ms, with seven about 28, and in the run 25.
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
    /** Of what the HPA leaves the pods alone with. */
    private static final double PART = 0.75;
    /** Requests so dear that this is not enough make a calibration that shows: the judge is told its height. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(2);
    /** The kubelet's shortest usual window. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    /** The kernel's clock, in milliseconds. */
    private static final double STEP = 10;

    private static final double LEAST_COST = 0.01;

    private final Sender sender;
    private final Supplier<OptionalDouble> cpuMillis;
    private final boolean mixed;
    private final int measured;
    private final double allowedMillicores;
    private final Spent spent = new Spent();
    private Duration elapsed = Duration.ZERO;

    /**
     * @param cpuMillis CPU time that all pods have used so far; empty where that cannot be read
     * @param fullMillicores use of all pods at which they are at the HPA's target; infinite where it does not look at CPU
     * @param period after so many requests each kind has come as often as it shall; 1 if there is one kind
     */
    CounterCalibration(Sender sender, Supplier<OptionalDouble> cpuMillis, double fullMillicores, int period) {
        this.sender = sender;
        this.allowedMillicores = PART * fullMillicores;
        this.cpuMillis = cpuMillis;
        this.mixed = period > 1;
        int whole = Math.ceilDiv(MEASURED, period) * period;
        this.measured = mixed ? Math.min(whole, MIXED_AT_MOST) : MEASURED;
    }

    /** Empty where the pods keep no counter. */
    Optional<Cost> measure() throws CouldNotRun, InterruptedException {
        OptionalDouble begin = cpuMillis.get();
        if (begin.isEmpty()) {
            return Optional.empty();
        }
        spent.read(elapsed, begin.getAsDouble());
        for (int sent = 0; sent < WARM_UP; sent++) {
            send();
            read();
            pauseAtLeast(WARM_UP_GAP);
        }
        double reading = reading();
        double[] costs = new double[measured];
        double[] gaps = new double[measured];
        double before = read();
        for (int i = 0; i < measured; i++) {
            send();
            double answered = read();
            costs[i] = answered - before;
            pause(GAP);
            before = read();
            gaps[i] = before - answered;
            Duration more = mixed ? MIXED_GAP : Duration.ZERO;
            if (pauseAtLeast(more)) {
                before = read();
            }
        }
        double[] rests = new double[RESTS];
        for (int i = 0; i < RESTS; i++) {
            pause(REST);
            double rested = read();
            rests[i] = rested - before;
            before = rested;
        }
        double cost = Math.max(LEAST_COST, (mixed ? mean(costs) : typical(costs)) - reading);
        // A reading after a pause costs more than one that follows another, and drops out between a long and a short
        // pause.
        double rest = isInSteps(costs) ? mean(rests) - mean(gaps) : least(rests) - least(gaps);
        double idle = Math.max(0, rest) / REST.minus(GAP).toMillis() * 1_000;
        double measuring = Math.max(0, spent.heightMillicores(WINDOW) - idle);
        return Optional.of(new Cost(cost, idle, measured, measuring, Source.COUNTER));
    }

    private void send() throws CouldNotRun, InterruptedException {
        elapsed = elapsed.plus(sender.send());
    }

    private void pause(Duration length) throws InterruptedException {
        sender.pause(length);
        elapsed = elapsed.plus(length);
    }

    /** Or until there is room for more; tells whether there was anything to wait for. */
    private boolean pauseAtLeast(Duration least) throws InterruptedException {
        Duration room = spent.untilBelow(allowedMillicores);
        Duration wanted = room.compareTo(LONGEST_GAP) > 0 ? LONGEST_GAP : room;
        Duration length = wanted.compareTo(least) > 0 ? wanted : least;
        if (length.isZero()) {
            return false;
        }
        pause(length);
        return true;
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
        double counted = cpuMillis
                .get()
                .orElseThrow(() -> new CouldNotRun(
                        "The pod's CPU counter stopped answering while the cost of a request was measured",
                        "see whether the pods are stable: kubectl get pods --watch"));
        spent.read(elapsed, counted);
        return counted;
    }
}
