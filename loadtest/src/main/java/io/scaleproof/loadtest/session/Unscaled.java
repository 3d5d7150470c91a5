package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.CouldNotRun;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Measures only what was not scaled meanwhile: pods that start use seconds of CPU, which would be taken for what a request costs
 * and for what a pod idles at, and a run that begins with them finds no load too large for them. The first requests of a young
 * pod are slow, and where the HPA looks at latency that may be enough.
 */
final class Unscaled {
    private static final int TRIES = 3;

    private final Supplier<List<String>> pods;
    private final BooleanSupplier atMinimum;
    private final Rest rest;
    private final BooleanSupplier stopped;
    private final Consumer<String> progress;

    /**
     * @param pods names of those that are ready
     * @param atMinimum whether the minimum of pods is wanted and there
     */
    Unscaled(
            Supplier<List<String>> pods,
            BooleanSupplier atMinimum,
            Rest rest,
            BooleanSupplier stopped,
            Consumer<String> progress) {
        this.pods = pods;
        this.atMinimum = atMinimum;
        this.rest = rest;
        this.stopped = stopped;
        this.progress = progress;
    }

    /** Measures something of the pods with these names. */
    interface Measuring {
        Cost of(List<String> pods) throws CouldNotRun, InterruptedException;
    }

    /** By the first measuring that nothing scaled. */
    Cost measure(Measuring measuring) throws CouldNotRun, InterruptedException {
        for (int tries = 1; ; tries++) {
            List<String> before = pods.get();
            Cost cost = measuring.of(before);
            if (stopped.getAsBoolean()
                    || (atMinimum.getAsBoolean() && pods.get().equals(before))) {
                return cost;
            }
            if (tries == TRIES) {
                throw new CouldNotRun(
                        "The service was scaled each of the %d times that a few single requests were sent to it to measure what one costs"
                                .formatted(TRIES),
                        "kubectl describe hpa says which metric did that; a plan of rates (--plan FILE) needs nothing measured");
            }
            progress.accept(
                    "measure  the service was scaled meanwhile, so that this tells nothing: once more when it is at rest");
            rest.await();
        }
    }
}
