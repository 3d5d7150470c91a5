package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.load.HttpExchange;
import io.scaleproof.loadtest.load.HttpExchange.Request;
import io.scaleproof.loadtest.load.Outcome;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Measures what a request costs its pod in CPU time, and what a pod uses without load.
 *
 * <p>A pod that has just started is not yet the pod that the load will meet: its first requests cost up to a quarter more,
 * and a service that makes up for that needs some requests to do so, not too far apart. But warming up has to stay below
 * the HPA's target: 1.2 requests a second of 25 ms, which cost a young pod about 30, are 36m, and at rest it uses up to 10m.
 */
public final class Calibrator {
    private static final int WARM_UP = 16;
    private static final int MEASURED = 9;
    private static final int READINGS = 5;
    private static final Duration GAP = Duration.ofMillis(800);
    /** The kernel's clock, in milliseconds. */
    private static final double STEP = 10;

    private static final Duration IDLE = Duration.ofSeconds(2);
    /** Half a millisecond a request: what HTTP costs where it cannot be measured. */
    private static final double DECLARED_OVERHEAD = 0.5;

    private final HttpExchange exchange;
    private final Supplier<OptionalDouble> cpuMillis;
    private final Pause pause;

    /** Waits so long, or until the run is asked to stop: what is left is done without pauses then. */
    public interface Pause {
        void sleep(Duration length) throws InterruptedException;
    }

    /** @param cpuMillis reads the CPU time used by all pods so far, empty where that cannot be read */
    public Calibrator(HttpExchange exchange, Supplier<OptionalDouble> cpuMillis, Pause pause) {
        this.exchange = exchange;
        this.cpuMillis = cpuMillis;
        this.pause = pause;
    }

    /**
     * What was measured.
     *
     * @param idleMillicores of all pods together
     * @param measured false when the CPU counter could not be read and the cost is the declared one
     */
    public record Cost(double millisPerRequest, double idleMillicores, long requests, boolean measured) {

        /** What someone says that a request costs. */
        public static Cost declared(double millis) {
            return new Cost(millis, 0, 0, false);
        }
    }

    /** Measures with requests that ask for {@code millis} of CPU time. */
    public Cost measure(Request request, int millis) throws CouldNotRun, InterruptedException {
        for (int sent = 0; sent < WARM_UP; sent++) {
            send(request);
            pause.sleep(GAP);
        }
        if (cpuMillis.get().isEmpty()) {
            return Cost.declared(millis + DECLARED_OVERHEAD);
        }
        double reading = reading();
        double before = read();
        long idleFrom = System.nanoTime();
        pause.sleep(IDLE);
        double idle = Math.max(0, read() - before - reading) / secondsSince(idleFrom);
        double cost = typical(costs(request)) - reading;
        if (cost < millis / 2.0) {
            throw new CouldNotRun(
                    "A request that asks for %d ms of CPU time costs %.1f ms by the pod's own counter: it cannot be trusted"
                            .formatted(millis, cost),
                    "give the cost with --cost-millis");
        }
        return new Cost(cost, idle, MEASURED, true);
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
    private double[] costs(Request request) throws CouldNotRun, InterruptedException {
        double[] costs = new double[MEASURED];
        for (int sent = 0; sent < MEASURED; sent++) {
            double before = read();
            send(request);
            costs[sent] = read() - before;
            pause.sleep(GAP);
        }
        return costs;
    }

    /**
     * The median. What else a young pod does, compiling and answering probes, falls into few of the requests; in the mean it
     * would make them look up to a quarter dearer than they are a minute later. A counter in steps of the kernel's clock
     * cannot tell one request from another, so there it is the mean.
     */
    static double typical(double[] costs) {
        if (Arrays.stream(costs).allMatch(cost -> Math.abs(cost / STEP - Math.rint(cost / STEP)) < 1e-6)) {
            return Arrays.stream(costs).average().orElseThrow();
        }
        double[] sorted = costs.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private double read() throws CouldNotRun {
        return cpuMillis
                .get()
                .orElseThrow(() -> new CouldNotRun(
                        "The pod's CPU counter stopped answering while the cost of a request was measured",
                        "see whether the pods are stable: kubectl get pods --watch"));
    }

    private void send(Request request) throws CouldNotRun {
        Outcome outcome = exchange.perform(request, System.nanoTime(), at -> {});
        switch (outcome) {
            case Outcome.Served served -> {}
            case Outcome.Failed failed ->
                throw new CouldNotRun(
                        "The service does not answer well even without load: " + failed.error(),
                        "look at its logs: kubectl logs -n NAMESPACE deployment/NAME");
            case Outcome.Spoilt spoilt ->
                throw new CouldNotRun(
                        "The cost of a request could not be measured: " + spoilt.why(),
                        "run it on an idle machine, or give the cost with --cost-millis");
            case Outcome.NotSent notSent ->
                throw new CouldNotRun("No request could leave: " + notSent.error(), "ulimit -n 65536");
        }
    }
}
