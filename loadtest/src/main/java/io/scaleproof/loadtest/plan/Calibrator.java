package io.scaleproof.loadtest.plan;

import io.scaleproof.loadtest.load.HttpExchange;
import io.scaleproof.loadtest.load.HttpExchange.Request;
import io.scaleproof.loadtest.load.Outcome;
import io.scaleproof.loadtest.run.CouldNotRun;
import java.time.Duration;
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
    private static final int WARM_UP = 7;
    private static final int MEASURED = 7;
    private static final Duration GAP = Duration.ofMillis(250);
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
        send(request, WARM_UP);
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
        long loadFrom = System.nanoTime();
        send(request, MEASURED);
        double loaded = read();
        double cost = (loaded - rested - reading - idle * secondsSince(loadFrom)) / MEASURED;
        if (cost < millis / 2.0) {
            throw new CouldNotRun(
                    "A request that asks for %d ms of CPU time costs %.1f ms by the pod's own counter: it cannot be trusted"
                            .formatted(millis, cost),
                    "give the cost with --cost-millis");
        }
        return new Cost(cost, idle, MEASURED, true);
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

    private void send(Request request, int count) throws CouldNotRun, InterruptedException {
        for (int sent = 0; sent < count; sent++) {
            long due = System.nanoTime();
            Outcome outcome = exchange.perform(request, due, at -> {});
            switch (outcome) {
                case Outcome.Served served -> {}
                case Outcome.Failed failed ->
                    throw new CouldNotRun(
                            "The service does not answer well even without load: " + failed.error(),
                            "look at its logs: kubectl logs -n NAMESPACE deployment/NAME");
                case Outcome.NotSent notSent ->
                    throw new CouldNotRun("No request could leave: " + notSent.error(), "ulimit -n 65536");
            }
            Thread.sleep(GAP);
        }
    }
}
