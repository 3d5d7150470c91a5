package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.Calibration.Source;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
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
    /** A pod that is this full at rest is most likely still at what its start left to do. */
    private static final double RESTLESS = 0.5;
    /** After half a minute it is taken for what the pod needs. */
    private static final int MORE_LOOKS = 5;

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
    private final double fullMillicores;
    private final Consumer<String> progress;
    private final Spent spent = new Spent();
    private Duration elapsed = Duration.ZERO;
    /** What the counters said last. */
    private double counted;

    /**
     * @param cpuMillis CPU time that all pods have used so far; empty where that cannot be read
     * @param fullMillicores use of all pods at which they are at the HPA's target; infinite where it does not look at CPU
     * @param period after so many requests each kind has come as often as it shall; 1 if there is one kind
     * @param progress told when it takes longer than usual
     */
    CounterCalibration(
            Sender sender,
            Supplier<OptionalDouble> cpuMillis,
            double fullMillicores,
            int period,
            Consumer<String> progress) {
        this.sender = sender;
        this.fullMillicores = fullMillicores;
        this.progress = progress;
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
        counted = begin.getAsDouble();
        spent.read(elapsed, counted);
        for (int sent = 0; sent < WARM_UP; sent++) {
            send();
            used();
            pauseAtLeast(WARM_UP_GAP);
        }
        double reading = reading();
        double[] costs = new double[measured];
        double[] gaps = new double[measured];
        used();
        for (int i = 0; i < measured; i++) {
            send();
            costs[i] = used();
            gaps[i] = usedIn(GAP);
            Duration more = mixed ? MIXED_GAP : Duration.ZERO;
            if (pauseAtLeast(more)) {
                used();
            }
        }
        boolean inSteps = isInSteps(costs);
        double first = atRest(inSteps, gaps);
        // Before any wait: what the pod's start left to do is no load.
        double measuring = Math.max(0, spent.heightMillicores(WINDOW) - first);
        double idle = settled(first, inSteps);
        double cost = Math.max(LEAST_COST, (mixed ? mean(costs) : typical(costs)) - reading);
        return Optional.of(new Cost(cost, idle, measured, measuring, Source.COUNTER));
    }

    /** What the pods use at rest, once that leaves requests something, or half a minute later. */
    private double settled(double first, boolean inSteps) throws CouldNotRun, InterruptedException {
        if (!leavesLittle(first)) {
            return first;
        }
        progress.accept(String.format(
                Locale.ROOT,
                "waiting: without load the pods use %.0fm of the %.0fm that fill them: until that settles, some 40 s at most",
                first,
                fullMillicores));
        double idle = first;
        for (int look = 0; look < MORE_LOOKS && leavesLittle(idle); look++) {
            idle = anew(inSteps);
        }
        if (!leavesLittle(idle)) {
            // What ended in mid-look is in the last one.
            idle = anew(inSteps);
        }
        if (leavesLittle(idle)) {
            progress.accept(
                    "         it did not: requests get what is left; a higher CPU request or target leaves them more");
        }
        return idle;
    }

    private boolean leavesLittle(double idle) {
        return idle > RESTLESS * fullMillicores;
    }

    /** With gaps of now: those between the requests held what the pods did then. */
    private double anew(boolean inSteps) throws CouldNotRun, InterruptedException {
        double[] gaps = new double[READINGS];
        for (int i = 0; i < READINGS; i++) {
            gaps[i] = usedIn(GAP);
        }
        return atRest(inSteps, gaps);
    }

    /** A reading after a pause costs more than one that follows another, and drops out between a long and a short pause. */
    private double atRest(boolean inSteps, double[] gaps) throws CouldNotRun, InterruptedException {
        double[] rests = new double[RESTS];
        for (int i = 0; i < RESTS; i++) {
            rests[i] = usedIn(REST);
        }
        double rest = inSteps ? mean(rests) - mean(gaps) : least(rests) - least(gaps);
        return Math.max(0, rest) / REST.minus(GAP).toMillis() * 1_000;
    }

    private double usedIn(Duration pause) throws CouldNotRun, InterruptedException {
        pause(pause);
        return used();
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
        Duration room = spent.untilBelow(PART * fullMillicores);
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
        used();
        for (int i = 0; i < READINGS; i++) {
            costs[i] = used();
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

    /** Since the last reading, this one included. */
    private double used() throws CouldNotRun {
        double before = counted;
        counted = cpuMillis
                .get()
                .orElseThrow(() -> new CouldNotRun(
                        "The pod's CPU counter stopped answering while the cost of a request was measured",
                        "see whether the pods are stable: kubectl get pods --watch"));
        spent.read(elapsed, counted);
        return counted - before;
    }
}
