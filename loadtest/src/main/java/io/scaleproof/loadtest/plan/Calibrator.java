package io.scaleproof.loadtest.plan;

import io.scaleproof.loadtest.load.HttpExchange;
import io.scaleproof.loadtest.load.HttpExchange.Request;
import io.scaleproof.loadtest.load.Outcome;
import io.scaleproof.loadtest.run.CouldNotRun;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Measures what a request costs its pod in CPU time, and what a pod uses without load.
 *
 * <p>It has to stay below the HPA's target while it measures, together with the baseline that follows in the same metrics
 * window of 15 s: 14 requests of 25 ms on a pod that is still warming up burn about 0.5 s, which is 33m, and seven seconds of
 * 0.4 pods' worth are another 9m. (With 24 requests one run saw 58 % and a second pod.)
 */
public final class Calibrator {
    private static final int WARM_UP = 4;
    private static final int MEASURED = 10;
    private static final Duration GAP = Duration.ofMillis(250);
    /** The kernel's clock, in milliseconds. */
    private static final double STEP = 10;

    private static final Duration IDLE = Duration.ofSeconds(2);
    /** Half a millisecond a request: what HTTP costs where it cannot be measured. */
    private static final double DECLARED_OVERHEAD = 0.5;

    private final HttpExchange exchange;
    private final Supplier<OptionalDouble> cpuMillis;

    /** @param cpuMillis reads the CPU time used by all pods so far, empty where that cannot be read */
    public Calibrator(HttpExchange exchange, Supplier<OptionalDouble> cpuMillis) {
        this.exchange = exchange;
        this.cpuMillis = cpuMillis;
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
            Thread.sleep(GAP);
        }
        OptionalDouble first = cpuMillis.get();
        if (first.isEmpty()) {
            return Cost.declared(millis + DECLARED_OVERHEAD);
        }
        // Reading the counter costs CPU time too, and every difference below holds one reading.
        double before = read();
        double reading = before - first.getAsDouble();
        long idleFrom = System.nanoTime();
        Thread.sleep(IDLE);
        double rested = read();
        double idle = Math.max(0, rested - before - reading) / secondsSince(idleFrom);
        double cost = typical(costs(request));
        if (cost < millis / 2.0) {
            throw new CouldNotRun(
                    "A request that asks for %d ms of CPU time costs %.1f ms by the pod's own counter: it cannot be trusted"
                            .formatted(millis, cost),
                    "give the cost with --cost-millis");
        }
        return new Cost(cost, idle, MEASURED, true);
    }

    /** What requests cost one by one, without the pauses between them. */
    private double[] costs(Request request) throws CouldNotRun, InterruptedException {
        double[] costs = new double[MEASURED];
        for (int sent = 0; sent < MEASURED; sent++) {
            double first = read();
            double before = read();
            send(request);
            costs[sent] = read() - before - (before - first);
            Thread.sleep(GAP);
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
            case Outcome.NotSent notSent ->
                throw new CouldNotRun("No request could leave: " + notSent.error(), "ulimit -n 65536");
        }
    }
}
