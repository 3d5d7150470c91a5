package io.scaleproof.loadtest.report;

import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.IdleRaces;
import io.scaleproof.loadtest.record.Ledger;
import java.util.List;
import java.util.Optional;

/** One failed request. */
record FailureView(
        String at, String after, String stage, String error, String step, String pod, Optional<String> life) {
    /** The JSON report has them all; a page that a phone can open has these. */
    static final int AT_MOST = 200;

    static List<FailureView> of(Ledger ledger) {
        return ledger.entries().stream().limit(AT_MOST).map(FailureView::of).toList();
    }

    private static FailureView of(FailedRequest failed) {
        return new FailureView(
                Words.seconds(failed.at()),
                Words.time(failed.after()),
                failed.stage(),
                failed.error(),
                failed.step(),
                failed.pod().orElse("unknown"),
                failed.podLife());
    }

    /** What the ledger says as a whole. */
    static String lead(Ledger ledger) {
        return failed(ledger) + races(ledger) + spoilt(ledger);
    }

    private static String races(Ledger ledger) {
        return ledger.idleRaces().map(IdleRaces::words).stream()
                .flatMap(List::stream)
                .map(words -> " " + words + ".")
                .collect(joining());
    }

    private static String spoilt(Ledger ledger) {
        return ledger.spoilt().isEmpty()
                ? ""
                : " %s cut off by the load generator's own standstill, charged to nobody and listed in the JSON report."
                        .formatted(Words.count(ledger.spoilt().size(), "more was", "more were"));
    }

    private static String failed(Ledger ledger) {
        if (ledger.requests() == 0) {
            return "No request was sent.";
        }
        if (ledger.failed() == 0) {
            return ("None of %s requests failed. That bounds the chance of failure: with 95 %% confidence it is below 3/N,"
                            + " which is %s.")
                    .formatted(Words.count(ledger.requests()), Words.percent(ledger.upperBound95()));
        }
        long shown = Math.min(ledger.entries().size(), AT_MOST);
        return "%s of %s requests failed, %s.%s"
                .formatted(
                        Words.count(ledger.failed()),
                        Words.count(ledger.requests()),
                        Words.percent(ledger.failedRate()),
                        shown < ledger.failed() ? " The first %d are listed.".formatted(shown) : "");
    }
}
