package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The 99th percentile of latency in the stages that hold a load once its capacity is there. A request that failed counts as
 * slower than any limit. Requests that left late are not in it: they say nothing of the service.
 */
final class LatencyAtCapacity {
    /** Later than this, a second's latencies are the generator's. */
    private static final Duration LATE = Duration.ofMillis(50);
    /** Of fewer, no 99th percentile can be told from the slowest. */
    private static final long REQUESTS = 100;

    private static final String FAILURES_CLAUSE = "see the clause on failed requests";

    private final Facts facts;
    private final Doubts doubts;

    LatencyAtCapacity(Facts facts, Doubts doubts) {
        this.facts = facts;
        this.doubts = doubts;
    }

    /** What a stage's 99th percentile lies between; infinite where that many failed. */
    private record P99(StageRun stage, double atLeast, double atMost) {}

    Verdict judge(Clause clause, Duration limit) {
        List<StageRun> sustained = facts.run().plan().stages().stream()
                .filter(stage -> stage.phase() == Phase.SUSTAIN)
                .toList();
        if (sustained.isEmpty()) {
            return clause.unknown(
                    "the plan holds no load at its capacity (a stage of phase sustain), or the run did not come that far",
                    "choose a plan that does, such as surge, or leave the clause out: --require %s=off"
                            .formatted(clause.key()));
        }
        List<StageRun> held = sustained.stream().filter(this::hasCapacity).toList();
        Optional<P99> worst =
                held.stream().map(this::p99).flatMap(Optional::stream).max(Comparator.comparingDouble(P99::atMost));
        if (worst.isEmpty()) {
            return clause.unknown("the capacity was never there", "see the clause on pods ready");
        }
        double most = limit.toNanos() / 1e6;
        P99 found = worst.get();
        if (found.atMost() <= most) {
            return clause.passed(words(found.atMost()));
        }
        Optional<Doubt> late = lateOnly(found.stage(), most);
        if (late.isPresent()) {
            return onTime(clause, found.stage()).orElseGet(() -> clause.unknown(late.get()));
        }
        if (found.atLeast() <= most) {
            return clause.unknown(
                    "with the failed requests counted as slow, it lies between %s and %s"
                            .formatted(words(found.atLeast()), words(found.atMost())),
                    FAILURES_CLAUSE);
        }
        if (Double.isInfinite(found.atLeast())) {
            return clause.failed(
                    "more than one in a hundred failed",
                    "a request that failed counts as slower than any limit",
                    new Cause("", FAILURES_CLAUSE));
        }
        return clause.failed(
                words(found.atLeast()),
                "the pods are slow although there are enough of them",
                new Cause("", "raise the CPU limit, lower the HPA's target, or look at what else the nodes run"));
    }

    private boolean hasCapacity(StageRun stage) {
        return facts.stateAt(stage.start())
                .map(DeploymentSample::ready)
                .filter(ready -> ready >= facts.need().at(stage.start()).fewest())
                .isPresent();
    }

    private Optional<P99> p99(StageRun stage) {
        LatencySummary latency = facts.run().stageLatencies().getOrDefault(stage.name(), LatencySummary.NONE);
        long failed = seconds(stage).stream().mapToLong(SecondSample::failed).sum();
        double all = latency.count() + failed;
        if (all == 0) {
            return Optional.empty();
        }
        // The request at rank 0.99 of all is at this rank of the answered ones.
        double rank = latency.count() == 0 ? 2 : 0.99 * all / latency.count();
        if (rank > 1) {
            return Optional.of(new P99(stage, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
        }
        double atMost = failed == 0 ? latency.p99Millis() : rank <= 0.999 ? latency.p999Millis() : latency.maxMillis();
        return Optional.of(new P99(stage, latency.p99Millis(), atMost));
    }

    private List<SecondSample> seconds(StageRun stage) {
        return facts.run().seconds().stream()
                .filter(second -> second.stage().equals(stage.name()))
                .toList();
    }

    /** By the seconds that were on time, none of whose requests was slow, if they are most and had enough of them for a p99. */
    private Optional<Verdict> onTime(Clause clause, StageRun stage) {
        List<SecondSample> all = seconds(stage);
        List<SecondSample> onTime = all.stream().filter(this::isOnTime).toList();
        long requests =
                onTime.stream().mapToLong(second -> second.latency().count()).sum();
        double slowest = onTime.stream()
                .mapToDouble(second -> second.latency().maxMillis())
                .max()
                .orElse(0);
        return requests < REQUESTS || 2 * onTime.size() < all.size()
                ? Optional.empty()
                : Optional.of(
                        clause.passed("at most %s in %d of %d s, in or before the others the load generator was late"
                                .formatted(words(slowest), onTime.size(), all.size())));
    }

    /** And so was the second before: what waited then leaves in a burst, and what comes next waits behind it. */
    private boolean isOnTime(SecondSample second) {
        return spoilt(second.at().minusSeconds(1), second.at().plusSeconds(1)).isEmpty();
    }

    private Optional<Doubt> spoilt(Duration from, Duration to) {
        return doubts.late(from, to, LATE).or(() -> doubts.starved(from, to));
    }

    /** Where nothing was slow but in and after seconds in which the generator was late or the machine starved, it was not the service. */
    private Optional<Doubt> lateOnly(StageRun stage, double mostMillis) {
        boolean slowOnTime = seconds(stage).stream()
                .anyMatch(second -> isOnTime(second)
                        && (second.failed() > 0 || second.latency().maxMillis() > mostMillis));
        return slowOnTime ? Optional.empty() : spoilt(stage.start(), stage.end());
    }

    private static String words(double millis) {
        return Words.millis(Duration.ofNanos(Math.round(millis * 1e6)));
    }
}
