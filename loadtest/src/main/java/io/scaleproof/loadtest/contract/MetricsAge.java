package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.seconds;

import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** How old the newest measurement was that an HPA could look at: what happened since then it could not know. */
final class MetricsAge {
    private final RunRecord run;
    private final Doubts doubts;

    MetricsAge(RunRecord run, Doubts doubts) {
        this.run = run;
        this.doubts = doubts;
    }

    /** The time in which one measurement was the newest. */
    private record Newest(Duration measured, Duration until) {
        Duration age() {
            return until.minus(measured);
        }
    }

    /** When something was measured, and when it was there to be read. */
    private record Sight(Duration at, Duration measured) {}

    Verdict judge(Clause clause, Duration limit) {
        return doubts.unseen(Duration.ZERO, run.length(), Watched.CLOCK)
                .map(clause::unknown)
                .orElseGet(() -> isOfReadings() ? judgeReadings(clause, limit) : judgeUsages(clause, limit));
    }

    /** Whether the HPA looks at nothing that metrics.k8s.io has, and what it looks at was seen. */
    private boolean isOfReadings() {
        return run.autoscaler().filter(hpa -> !hpa.looksAtResources()).isPresent()
                && run.metricReadings().stream()
                        .anyMatch(reading -> reading.value().isPresent());
    }

    private Verdict judgeReadings(Clause clause, Duration limit) {
        Newest oldest = oldest(run.metricReadings().stream()
                .filter(reading -> reading.value().isPresent())
                .map(reading -> new Sight(reading.at(), reading.measuredAt())));
        return oldest.age().compareTo(limit) <= 0
                ? clause.passed(seconds(oldest.age()))
                : clause.failed(
                        seconds(oldest.age()),
                        "at %s the newest measurement was that old".formatted(seconds(oldest.until())),
                        new Cause(
                                "",
                                "see that the metrics adapter and its Prometheus (or KEDA) are well: kubectl get apiservices | grep metrics"));
    }

    private Verdict judgeUsages(Clause clause, Duration limit) {
        List<PodUsage> usages = run.usages();
        if (usages.isEmpty()) {
            return clause.unknown(
                    "the metrics API had nothing on these pods",
                    "kubectl top pods -n %s; let the account list pods.metrics.k8s.io"
                            .formatted(run.target().namespace()));
        }
        Newest oldest = oldest(usages.stream().map(usage -> new Sight(usage.at(), usage.measuredAt())));
        if (oldest.age().compareTo(limit) <= 0) {
            return doubts.unseen(Duration.ZERO, run.length(), Watched.METRICS)
                    .map(clause::unknown)
                    .orElseGet(() -> clause.passed(seconds(oldest.age())));
        }
        return doubts.unseen(oldest.measured(), oldest.until(), Watched.METRICS)
                .map(clause::unknown)
                .orElseGet(() -> clause.failed(
                        seconds(oldest.age()),
                        "at %s the newest measurement was that old".formatted(seconds(oldest.until())),
                        new Cause(
                                "",
                                "measure more often (metrics-server's --metric-resolution), and see that it is well:"
                                        + " kubectl get apiservice v1beta1.metrics.k8s.io")));
    }

    private Newest oldest(Stream<Sight> sights) {
        List<Sight> inOrder = sights.sorted(Comparator.comparing(Sight::at)).toList();
        Duration measured = inOrder.getFirst().measured();
        Newest oldest = new Newest(measured, measured);
        for (Sight sight : inOrder) {
            if (sight.measured().compareTo(measured) > 0) {
                oldest = older(oldest, new Newest(measured, sight.at()));
                measured = sight.measured();
            }
        }
        return older(oldest, new Newest(measured, run.length()));
    }

    private static Newest older(Newest one, Newest other) {
        return other.age().compareTo(one.age()) > 0 && other.until().isPositive() ? other : one;
    }
}
