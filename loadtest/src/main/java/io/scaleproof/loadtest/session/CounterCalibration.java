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
 * <p>All of it has to stay below the HPA's target: 14 requests of 25 ms, which cost a young pod about 30, in a metrics window
 * of 15 s are 28m, and at rest it uses up to 10m.
 */
final class CounterCalibration {
    private static final int WARM_UP = 6;
    private static final int MEASURED = 8;
    private static final int READINGS = 3;
    private static final Duration GAP = Duration.ofMillis(450);
    private static final Duration IDLE = Duration.ofSeconds(2);
    /** The kernel's clock, in milliseconds. */
    private static final double STEP = 10;

    private final Sender sender;
    private final Supplier<OptionalDouble> cpuMillis;

    /** @param cpuMillis CPU time that all pods have used so far; empty where that cannot be read */
    CounterCalibration(Sender sender, Supplier<OptionalDouble> cpuMillis) {
        this.sender = sender;
        this.cpuMillis = cpuMillis;
    }

    /** Empty where the pods keep no counter. */
    Optional<Cost> measure() throws CouldNotRun, InterruptedException {
        if (cpuMillis.get().isEmpty()) {
            return Optional.empty();
        }
        for (int sent = 0; sent < WARM_UP; sent++) {
            sender.send();
            sender.pause(GAP);
        }
        double reading = reading();
        double before = read();
        long idleFrom = System.nanoTime();
        sender.pause(IDLE);
        double idle = Math.max(0, read() - before - reading) / ((System.nanoTime() - idleFrom) / 1e9);
        double cost = Math.max(0.01, typical(costs()) - reading);
        return Optional.of(new Cost(cost, idle, MEASURED, Source.COUNTER));
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

    /** What requests cost one by one, each with a reading, without the pauses between them. */
    private double[] costs() throws CouldNotRun, InterruptedException {
        double[] costs = new double[MEASURED];
        for (int sent = 0; sent < MEASURED; sent++) {
            double before = read();
            sender.send();
            costs[sent] = read() - before;
            sender.pause(GAP);
        }
        return costs;
    }

    /**
     * The median. What else a young pod does, compiling and answering probes, falls into few of the requests. A counter in
     * steps of the kernel's clock cannot tell one request from another, so there it is the mean.
     */
    static double typical(double[] costs) {
        if (Arrays.stream(costs).allMatch(cost -> Math.abs(cost / STEP - Math.rint(cost / STEP)) < 1e-6)) {
            return Arrays.stream(costs).average().orElseThrow();
        }
        double[] sorted = costs.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private double read() throws CouldNotRun {
        return cpuMillis
                .get()
                .orElseThrow(() -> new CouldNotRun(
                        "The pod's CPU counter stopped answering while the cost of a request was measured",
                        "see whether the pods are stable: kubectl get pods --watch"));
    }
}
