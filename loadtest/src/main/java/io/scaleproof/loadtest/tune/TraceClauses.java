package io.scaleproof.loadtest.tune;

import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.Elasticity;
import io.scaleproof.loadtest.simulate.TraceRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The clauses of a contract that mean something on hours and days of traffic. The others speak of a single surge and its end
 * (first scale-up, way back, changes of direction, pods beyond the need), and are not judged here.
 */
public record TraceClauses(Contract contract) {

    /**
     * Refuses a contract that asks nothing of a trace.
     *
     * @throws IllegalArgumentException naming the clauses that would
     */
    public TraceClauses {
        if (contract.capacityWithin().isEmpty()
                && contract.failedRequestsAtMost().isEmpty()
                && contract.failedRateAtMost().isEmpty()
                && contract.p99AtCapacityWithin().isEmpty()) {
            throw new IllegalArgumentException(
                    "The contract has no clause that can be judged on a trace. Give at least one, as in --require capacityWithin=90s; failedRequestsAtMost, failedRateAtMost and p99AtCapacityWithin can be, too");
        }
    }

    /**
     * How far a run was off its limits: 0 where all were kept, 0.5 where one was exceeded by half of it.
     *
     * @param figures the run's
     */
    double excess(TraceRun run, Elasticity figures) {
        double excess = contract.capacityWithin()
                .map(limit -> beyond((double) run.longestShortage(), (double) limit.toMillis()))
                .orElse(0.0);
        excess += contract.failedRequestsAtMost()
                .map(limit -> beyond(Math.floor(run.failed()), (double) limit))
                .orElse(0.0);
        excess += contract.failedRateAtMost()
                .map(limit -> figures.requests() == 0
                        ? 0
                        : beyond(run.failed() < 1 ? 0 : run.failed() / figures.requests(), limit))
                .orElse(0.0);
        return excess
                + contract.p99AtCapacityWithin()
                        .map(limit -> beyond(run.p99AtCapacityMillis(), (double) limit.toMillis()))
                        .orElse(0.0);
    }

    private static double beyond(double actual, double limit) {
        return actual <= limit ? 0 : limit == 0 ? actual : actual / limit - 1;
    }

    /** What is judged, in words. */
    public String words() {
        List<String> words = new ArrayList<>();
        contract.capacityWithin()
                .ifPresent(limit -> words.add("pods ready within " + seconds(limit) + " of being needed"));
        contract.failedRequestsAtMost().ifPresent(limit -> words.add("at most %d failed requests".formatted(limit)));
        contract.failedRateAtMost()
                .ifPresent(limit -> words.add("at most %s %% of requests failed".formatted(Amounts.of(limit * 100))));
        contract.p99AtCapacityWithin()
                .ifPresent(limit -> words.add("p99 at capacity within %d ms".formatted(limit.toMillis())));
        return String.join(", ", words);
    }

    private static String seconds(Duration limit) {
        return Amounts.of(limit.toMillis() / 1e3) + " s";
    }

    /** The clauses that the contract has and that are not judged on a trace; empty if none. */
    public List<String> notJudged() {
        List<String> names = new ArrayList<>();
        contract.firstScaleUpWithin().ifPresent(_ -> names.add("firstScaleUpWithin"));
        contract.overshootAtMost().ifPresent(_ -> names.add("overshootAtMost"));
        contract.backToMinimumWithin().ifPresent(_ -> names.add("backToMinimumWithin"));
        contract.reversalsAtMost().ifPresent(_ -> names.add("reversalsAtMost"));
        if (contract.noScaleUpWithoutLoad()) {
            names.add("noScaleUpWithoutLoad");
        }
        contract.metricsAgeAtMost().ifPresent(_ -> names.add("metricsAgeAtMost"));
        return names;
    }
}
