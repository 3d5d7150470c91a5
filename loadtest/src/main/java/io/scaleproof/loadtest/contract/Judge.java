package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.count;
import static io.scaleproof.loadtest.contract.Words.pods;
import static io.scaleproof.loadtest.contract.Words.within;

import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.Verdict.Blame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Judges a run against its contract. Every clause that the contract has gets a verdict: passed, failed, or unknown with what
 * is missing. How many pods were needed is measured (see the need package), not intended.
 */
public final class Judge {
    private final RunRecord run;
    private final Need need;
    private final Doubts doubts;
    private final Causes causes;

    private Judge(RunRecord run) {
        this.run = run;
        this.need = Need.of(run);
        this.doubts = new Doubts(run);
        this.causes = new Causes(run);
    }

    /** One verdict per clause that the contract has, in the contract's order. */
    public static List<Verdict> judge(RunRecord run) {
        return new Judge(run).verdicts();
    }

    /**
     * What a complete run comes to: one broken clause breaks the contract; one unknown leaves it unproven, and the run is void
     * if that was the load generator's fault.
     */
    public static RunOutcome outcome(List<Verdict> verdicts) {
        if (verdicts.stream().anyMatch(verdict -> verdict instanceof Verdict.Failed)) {
            return RunOutcome.FAILED;
        }
        List<Blame> unknown = verdicts.stream()
                .flatMap(verdict -> verdict instanceof Verdict.Unknown open
                        ? List.of(open.blame()).stream()
                        : List.<Blame>of().stream())
                .toList();
        if (unknown.isEmpty()) {
            return RunOutcome.PASSED;
        }
        return unknown.contains(Blame.GENERATOR) ? RunOutcome.VOID : RunOutcome.UNKNOWN;
    }

    private List<Verdict> verdicts() {
        Contract contract = run.contract();
        Failures failures = new Failures(run.ledger(), doubts, causes);
        List<Verdict> verdicts = new ArrayList<>();
        contract.firstScaleUpWithin()
                .map(limit -> byNeed(
                        new Clause("firstScaleUpWithin", "first scale-up after the surge", within(limit)),
                        (facts, clause) -> new FirstScaleUp(facts, doubts, causes).judge(clause, limit)))
                .ifPresent(verdicts::add);
        contract.capacityWithin()
                .map(limit -> byNeed(
                        new Clause("capacityWithin", capacityTitle(limit), within(limit)),
                        (facts, clause) -> new Capacity(facts, doubts, causes, limit).judge(clause)))
                .ifPresent(verdicts::add);
        contract.failedRequestsAtMost()
                .map(limit -> failures.number(
                        new Clause("failedRequestsAtMost", "failed requests", "at most " + count(limit)), limit))
                .ifPresent(verdicts::add);
        contract.failedRateAtMost()
                .map(limit -> failures.rate(
                        new Clause("failedRateAtMost", "failed fraction", "at most " + Words.percent(limit)), limit))
                .ifPresent(verdicts::add);
        contract.p99AtCapacityWithin()
                .map(limit -> byNeed(
                        new Clause("p99AtCapacityWithin", "p99 latency at capacity", within(limit)),
                        (facts, clause) -> new LatencyAtCapacity(facts, doubts).judge(clause, limit)))
                .ifPresent(verdicts::add);
        contract.overshootAtMost()
                .map(limit -> byNeed(
                        new Clause("overshootAtMost", "pods beyond the need", "at most " + pods(limit)),
                        (facts, clause) -> new Overshoot(facts, doubts, causes).beyondNeed(clause, limit)))
                .ifPresent(verdicts::add);
        contract.backToMinimumWithin()
                .map(limit -> byNeed(
                        new Clause("backToMinimumWithin", "back to the minimum", within(limit)),
                        (facts, clause) -> new BackToMinimum(facts, doubts, causes).judge(clause, limit)))
                .ifPresent(verdicts::add);
        contract.reversalsAtMost()
                .map(limit -> byNeed(
                        new Clause("reversalsAtMost", "changes of direction", "at most " + count(limit)),
                        (facts, clause) -> new Reversals(facts, doubts).judge(clause, limit)))
                .ifPresent(verdicts::add);
        if (contract.noScaleUpWithoutLoad()) {
            verdicts.add(byNeed(
                    new Clause("noScaleUpWithoutLoad", "scale-ups that no load asked for", "none"),
                    (facts, clause) -> new Overshoot(facts, doubts, causes).groundless(clause)));
        }
        contract.metricsAgeAtMost()
                .map(limit -> new MetricsAge(run, doubts)
                        .judge(
                                new Clause("metricsAgeAtMost", "age of the metrics", "at most " + Words.seconds(limit)),
                                limit))
                .ifPresent(verdicts::add);
        run.foreignLoad().flatMap(TheirCommand::judge).ifPresent(verdicts::add);
        return verdicts;
    }

    private Verdict byNeed(Clause clause, BiFunction<Facts, Clause, Verdict> judged) {
        if (run.deployments().isEmpty()) {
            return clause.unknown("the scaled object was never seen", "see that it exists and may be watched");
        }
        return switch (need) {
            case Need.Unknown unknown -> clause.unknown(unknown.why(), unknown.remedy());
            case Need.Known known -> judged.apply(new Facts(run, known), clause);
        };
    }

    private String capacityTitle(Duration limit) {
        return switch (need) {
            case Need.Unknown _ -> "enough pods ready";
            case Need.Known known -> new Capacity(new Facts(run, known), doubts, causes, limit).title();
        };
    }
}
