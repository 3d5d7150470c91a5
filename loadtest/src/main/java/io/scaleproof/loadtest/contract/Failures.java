package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.count;
import static io.scaleproof.loadtest.contract.Words.percent;

import io.scaleproof.loadtest.record.Ledger;
import io.scaleproof.loadtest.record.Verdict;

/** Requests that failed by the service's fault, as a number and as a fraction. */
final class Failures {
    private final Ledger ledger;
    private final Causes causes;

    Failures(Ledger ledger, Causes causes) {
        this.ledger = ledger;
        this.causes = causes;
    }

    Verdict number(Clause clause, long limit) {
        return judge(
                clause,
                "%s of %s".formatted(count(ledger.failed()), count(ledger.requests())),
                ledger.failed() <= limit);
    }

    Verdict rate(Clause clause, double limit) {
        return judge(clause, percent(ledger.failedRate()), ledger.failedRate() <= limit);
    }

    private Verdict judge(Clause clause, String actual, boolean kept) {
        if (ledger.requests() == 0) {
            return clause.unknown("no request was sent", "let the run reach its first stage");
        }
        return kept ? clause.passed(actual) : clause.failed(actual, causes.failedRequests(), causes.failures());
    }
}
