package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.seconds;

import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

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

    Verdict judge(Clause clause, Duration limit) {
        List<PodUsage> usages =
                run.usages().stream().sorted(Comparator.comparing(PodUsage::at)).toList();
        if (usages.isEmpty()) {
            return clause.unknown(
                    "the metrics API had nothing on these pods",
                    "kubectl top pods -n %s; let the account list pods.metrics.k8s.io"
                            .formatted(run.target().namespace()));
        }
        Newest oldest = oldest(usages);
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

    private Newest oldest(List<PodUsage> usages) {
        Duration measured = usages.getFirst().measuredAt();
        Newest oldest = new Newest(measured, measured);
        for (PodUsage usage : usages) {
            if (usage.measuredAt().compareTo(measured) > 0) {
                oldest = older(oldest, new Newest(measured, usage.at()));
                measured = usage.measuredAt();
            }
        }
        return older(oldest, new Newest(measured, run.length()));
    }

    private static Newest older(Newest one, Newest other) {
        return other.age().compareTo(one.age()) > 0 && other.until().isPositive() ? other : one;
    }
}
