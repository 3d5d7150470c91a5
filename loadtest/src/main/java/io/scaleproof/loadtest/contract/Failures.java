package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.count;
import static io.scaleproof.loadtest.contract.Words.percent;

import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.Ledger;
import io.scaleproof.loadtest.record.Verdict;
import java.util.List;
import java.util.Optional;

/** Requests that failed by the service's fault, as a number and as a fraction. */
final class Failures {
    private final Ledger ledger;
    private final Doubts doubts;
    private final Causes causes;

    Failures(Ledger ledger, Doubts doubts, Causes causes) {
        this.ledger = ledger;
        this.doubts = doubts;
        this.causes = causes;
    }

    Verdict number(Clause clause, long limit) {
        return judge(
                clause,
                "%s of %s".formatted(count(ledger.failed()), count(ledger.requests())),
                ledger.failed() <= limit,
                charged() <= limit);
    }

    Verdict rate(Clause clause, double limit) {
        return judge(
                clause,
                percent(ledger.failedRate()),
                ledger.failedRate() <= limit,
                charged() <= limit * ledger.requests());
    }

    private Verdict judge(Clause clause, String actual, boolean kept, boolean keptButForTheMachine) {
        if (ledger.requests() == 0) {
            return clause.unknown("no request was sent", "let the run reach its first stage");
        }
        if (kept) {
            return clause.passed(actual);
        }
        Optional<Doubt> excuse = excused().stream().findFirst().flatMap(this::starved);
        return keptButForTheMachine && excuse.isPresent()
                ? clause.unknown(excuse.get())
                : clause.failed(actual, causes.failedRequests(), causes.failures());
    }

    /** Failures that no lack of processors explains. */
    private long charged() {
        return ledger.failed() - excused().size();
    }

    private List<FailedRequest> excused() {
        return ledger.entries().stream()
                .filter(Failures::isForWantOfTime)
                .filter(failed -> starved(failed).isPresent())
                .toList();
    }

    private Optional<Doubt> starved(FailedRequest failed) {
        return doubts.starved(failed.at(), failed.at().plus(failed.after()));
    }

    /** Refused because it has too much to do, or not answered in time; a connection that nobody accepts is another matter. */
    private static boolean isForWantOfTime(FailedRequest failed) {
        return failed.error().startsWith("HTTP 503") || failed.error().startsWith("no answer within");
    }
}
