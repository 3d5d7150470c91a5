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

    /**
     * By the first measuring; by the second where the service was scaled in the first. Where the second scales it, too, it stands as
     * it is once the service is at rest: requests may be so dear that each handful does, and the run finds out what one costs.
     */
    Cost measure(Measuring measuring) throws CouldNotRun, InterruptedException {
        List<String> before = pods.get();
        try {
            Cost cost = measuring.of(before);
            if (stopped.getAsBoolean() || isStill(before)) {
                return cost;
            }
        } catch (CouldNotRun e) {
            // A pod that has gone answers no more, and one that came had the requests.
            if (isStill(before)) {
                throw e;
            }
        }
        rest("measure  the service was scaled meanwhile, or its pods changed: once more when it is at rest");
        before = pods.get();
        Cost cost = measuring.of(before);
        if (!stopped.getAsBoolean() && !isStill(before)) {
            rest("measure  the service was scaled again: the load begins when it is at rest, and finds out more");
        }
        return cost;
    }

    private boolean isStill(List<String> before) {
        return atMinimum.getAsBoolean() && pods.get().equals(before);
    }

    private void rest(String why) throws CouldNotRun {
        progress.accept(why);
        rest.await();
    }
}
