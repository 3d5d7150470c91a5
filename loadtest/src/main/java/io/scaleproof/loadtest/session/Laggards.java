package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.GeneratorHealth;
import io.scaleproof.loadtest.record.WorkerHealth;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Workers that did not keep their part of the schedule. */
final class Laggards {
    private Laggards() {}

    /** Why the run is void, by the worker that was latest; empty if none was later than is allowed. */
    static Optional<CouldNotRun> worst(GeneratorHealth health) {
        return health.workers().stream()
                .filter(worker -> worker.lateP99Millis() > health.limitMillis())
                .max(Comparator.comparingDouble(WorkerHealth::lateP99Millis))
                .map(worker -> new CouldNotRun(
                        String.format(
                                Locale.ROOT,
                                "Worker %s sent its requests late by %.0f ms at the 99th percentile, above %.0f ms",
                                worker.name(),
                                worker.lateP99Millis(),
                                health.limitMillis()),
                        "more workers, a smaller rate, or nodes that are less busy"));
    }
}
