package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.contract.Facts.Step;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges a run against its contract, clause by clause. */
public final class Judge {
    /** A load may still be seen by the HPA so long after it ended: two metrics windows and two syncs. */
    private static final Duration LOAD_ECHO = Duration.ofSeconds(60);

    /** The load is known to within its calibration, and to within the noise of a metrics window. */
    private static final double MARGIN = 1.15;

    private final RunRecord run;
    private final Contract contract;
    private final Facts facts;
    private final Diagnosis diagnosis;

    private Judge(RunRecord run) {
        this.run = run;
        this.contract = run.contract();
        this.facts = new Facts(run);
        this.diagnosis = new Diagnosis(run);
    }

    /** One verdict per clause that the contract has and the plan can show, in the contract's order. */
    public static List<Verdict> judge(RunRecord run) {
        return new Judge(run).verdicts();
    }

    /** What a complete run comes to: one broken clause breaks the contract; one unknown leaves it unproven. */
    public static RunOutcome outcome(List<Verdict> verdicts) {
        if (verdicts.stream().anyMatch(verdict -> verdict instanceof Verdict.Failed)) {
            return RunOutcome.FAILED;
        }
        return verdicts.stream().anyMatch(verdict -> verdict instanceof Verdict.Unknown)
                ? RunOutcome.UNKNOWN
                : RunOutcome.PASSED;
    }

    private List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        if (facts.asksForCapacity()) {
            contract.firstScaleUpWithin().map(this::firstScaleUp).ifPresent(verdicts::add);
            contract.capacityWithin().map(this::capacity).ifPresent(verdicts::add);
        }
        contract.failedRequestsAtMost().map(this::failedRequests).ifPresent(verdicts::add);
        contract.failedRateAtMost().map(this::failedRate).ifPresent(verdicts::add);
        if (facts.asksForCapacity()) {
            contract.p99AtCapacityWithin().map(this::p99).ifPresent(verdicts::add);
        }
        contract.overshootAtMost().map(this::overshoot).ifPresent(verdicts::add);
        contract.backToMinimumWithin().map(this::backToMinimum).ifPresent(verdicts::add);
        contract.reversalsAtMost().map(this::reversals).ifPresent(verdicts::add);
        if (contract.noScaleUpWithoutLoad()) {
            verdicts.add(noScaleUpWithoutLoad());
        }
        return verdicts;
    }

    private Verdict firstScaleUp(Duration limit) {
        var clause = new Clause("firstScaleUpWithin", "first scale-up after the surge", within(limit));
        Optional<StageRun> surge = facts.surges().stream().findFirst();
        if (surge.isEmpty()) {
            return clause.unknown("the run ended before its surge", "let it run to its end");
        }
        Duration start = surge.get().start();
        Optional<Step> first = facts.steps().stream()
                .filter(step -> step.isUp() && step.at().compareTo(start) >= 0)
                .findFirst();
        if (first.isEmpty()) {
            return late(clause, start, limit, "the HPA never scaled up", diagnosis.noScaleUp());
        }
        Duration after = first.get().at().minus(start);
        return clause.limited(
                after,
                limit,
                Judge::seconds,
                "the HPA scaled %d -> %d only then"
                        .formatted(first.get().from(), first.get().to()),
                diagnosis.slowMetrics());
    }

    private Verdict capacity(Duration limit) {
        var clause = new Clause("capacityWithin", "%d pods ready".formatted(facts.need()), within(limit));
        Optional<Duration> worst = Optional.empty();
        for (StageRun surge : facts.surges()) {
            Duration from = Facts.fullLoad(surge);
            int need = facts.need(surge);
            Optional<Duration> reached = facts.first(from, sample -> sample.ready() >= need);
            if (reached.isEmpty()) {
                int most = run.deployments().stream()
                        .mapToInt(sample -> sample.ready())
                        .max()
                        .orElse(0);
                return late(
                        clause,
                        from,
                        limit,
                        "at most %d of %d pods were ready".formatted(most, need),
                        diagnosis.noCapacity(need));
            }
            Duration took = reached.get().minus(from);
            worst = Optional.of(
                    worst.filter(longest -> longest.compareTo(took) > 0).orElse(took));
        }
        return worst.map(took ->
                        clause.limited(took, limit, Judge::seconds, "the pods came late", diagnosis.slowCapacity()))
                .orElseGet(() -> clause.unknown("the run ended before its surge", "let it run to its end"));
    }

    private Verdict failedRequests(long limit) {
        var clause = new Clause("failedRequestsAtMost", "failed requests", "at most " + count(limit));
        if (run.ledger().requests() == 0) {
            return clause.unknown("no request was sent", "let the run reach its first stage");
        }
        String actual = "%s of %s"
                .formatted(count(run.ledger().failed()), count(run.ledger().requests()));
        return run.ledger().failed() <= limit
                ? clause.passed(actual)
                : clause.failed(actual, diagnosis.failures(), diagnosis.failuresRemedy());
    }

    private Verdict failedRate(double limit) {
        var clause = new Clause("failedRateAtMost", "failed fraction", "at most " + percent(limit));
        if (run.ledger().requests() == 0) {
            return clause.unknown("no request was sent", "let the run reach its first stage");
        }
        String actual = percent(run.ledger().failedRate());
        return run.ledger().failedRate() <= limit
                ? clause.passed(actual)
                : clause.failed(actual, diagnosis.failures(), diagnosis.failuresRemedy());
    }

    private Verdict p99(Duration limit) {
        var clause = new Clause("p99AtCapacityWithin", "p99 latency at capacity", within(limit));
        Optional<LatencySummary> worst = run.plan().stages().stream()
                .filter(stage -> stage.phase() == Phase.SUSTAIN)
                .filter(stage -> facts.first(stage.start(), sample -> sample.ready() >= facts.need(stage))
                        .equals(Optional.of(stage.start())))
                .map(stage -> run.stageLatencies().getOrDefault(stage.name(), LatencySummary.NONE))
                .filter(latency -> latency.count() > 0)
                .max(Comparator.comparingDouble(LatencySummary::p99Millis));
        if (worst.isEmpty()) {
            return clause.unknown("the capacity was never there", "see the clause on pods ready");
        }
        return clause.limited(
                Duration.ofNanos(Math.round(worst.get().p99Millis() * 1e6)),
                limit,
                Judge::millis,
                "the pods are slow although there are enough of them",
                "raise cpuLimit, lower targetCpuUtilization, or look at what else the nodes run");
    }

    private Verdict overshoot(int limit) {
        var clause = new Clause("overshootAtMost", "pods beyond the need", "at most " + pods(limit));
        Optional<StageRun> surge = facts.surges().stream().findFirst();
        if (surge.isEmpty()) {
            return clause.unknown("the run ended before its surge", "let it run to its end");
        }
        int most = facts.mostWanted(surge.get().start());
        int needed = facts.mostJustified();
        int over = Math.max(0, most - needed);
        String actual = "%s (%d wanted, %d needed)".formatted(pods(over), most, needed);
        return over <= limit
                ? clause.passed(actual)
                : clause.failed(actual, diagnosis.overshoot(), diagnosis.overshootRemedy());
    }

    private Verdict backToMinimum(Duration limit) {
        var clause = new Clause("backToMinimumWithin", "back to the minimum", within(limit));
        Optional<Duration> end = facts.loadEnd();
        if (end.isEmpty()) {
            return clause.unknown("the run ended under load", "let it run to its end");
        }
        int minimum = facts.minimum();
        Optional<Duration> back =
                facts.first(end.get(), sample -> sample.wanted() == minimum && sample.existing() == minimum);
        if (back.isEmpty()) {
            int left = run.deployments().isEmpty()
                    ? 0
                    : run.deployments().getLast().existing();
            return late(
                    clause,
                    end.get(),
                    limit,
                    "%s were left".formatted(pods(left)),
                    new Diagnosis.Finding("", diagnosis.slowScaleDown()));
        }
        return clause.limited(
                back.get().minus(end.get()), limit, Judge::seconds, "the pods stayed", diagnosis.slowScaleDown());
    }

    private Verdict reversals(int limit) {
        var clause = new Clause("reversalsAtMost", "changes of direction", "at most " + count(limit));
        Optional<StageRun> surge = facts.surges().stream().findFirst();
        if (surge.isEmpty()) {
            return clause.unknown("the run ended before its surge", "let it run to its end");
        }
        int reversals = Math.max(0, facts.turns(surge.get().start()) - 1);
        return reversals <= limit
                ? clause.passed(count(reversals))
                : clause.failed(
                        count(reversals),
                        "the number of pods went " + diagnosis.path(),
                        "raise scaleDownWindowSeconds, or move the load away from the boundary between two sizes");
    }

    private Verdict noScaleUpWithoutLoad() {
        var clause = new Clause("noScaleUpWithoutLoad", "scale-ups that no load asked for", "none");
        List<Step> groundless = facts.steps().stream()
                .filter(Step::isUp)
                .filter(step -> step.from() >= Math.max(facts.minimum(), recentLoad(step) * MARGIN))
                .toList();
        if (groundless.isEmpty()) {
            return clause.passed("none");
        }
        Step first = groundless.getFirst();
        return clause.failed(
                count(groundless.size()),
                "%d -> %d at %s, when the load was worth %.1f pods%s"
                        .formatted(
                                first.from(),
                                first.to(),
                                seconds(first.at()),
                                recentLoad(first),
                                diagnosis.around(first.at())),
                "make the start cheaper, or let the pod become ready only after it, so that the HPA leaves it out");
    }

    private double recentLoad(Step step) {
        return facts.worth(step.at().minus(LOAD_ECHO), step.at());
    }

    /** Something that did not happen: broken if the run lasted long enough to say so, unknown otherwise. */
    private Verdict late(Clause clause, Duration from, Duration limit, String what, Diagnosis.Finding finding) {
        Duration watched = run.length().minus(from);
        if (watched.compareTo(limit) < 0) {
            return clause.unknown(
                    "%s in the %s that were watched".formatted(what, seconds(watched)), "let it run to its end");
        }
        return clause.failed("not within " + seconds(watched), what + finding.reason(), finding.remedy());
    }

    private static String within(Duration limit) {
        return "within " + (limit.compareTo(Duration.ofSeconds(1)) < 0 ? millis(limit) : seconds(limit));
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.0f ms", time.toNanos() / 1e6);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.4g %%", fraction * 100).replaceAll("\\.0+ ", " ");
    }

    private static String pods(int number) {
        return number == 1 ? "1 pod" : number + " pods";
    }
}
