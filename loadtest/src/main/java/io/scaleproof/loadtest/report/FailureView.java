package io.scaleproof.loadtest.report;

import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.IdleRaces;
import io.scaleproof.loadtest.record.Ledger;
import io.scaleproof.loadtest.record.Nodes;
import io.scaleproof.loadtest.record.RunRecord;
import java.util.List;
import java.util.Optional;

/**
 * One failed request.
 *
 * @param node where its pod was; empty where there is but one node, or that is not known
 */
record FailureView(
        String at,
        String after,
        String stage,
        String error,
        String step,
        String pod,
        Optional<String> node,
        Optional<String> life) {
    /** The JSON report has them all; a page that a phone can open has these. */
    static final int AT_MOST = 200;

    static List<FailureView> of(RunRecord run) {
        Nodes nodes = new Nodes(run);
        boolean several = nodes.areSeveral();
        return run.ledger().entries().stream()
                .limit(AT_MOST)
                .map(failed -> of(failed, several ? nodes.of(failed) : Optional.empty()))
                .toList();
    }

    private static FailureView of(FailedRequest failed, Optional<String> node) {
        return new FailureView(
                Words.seconds(failed.at()),
                Words.time(failed.after()),
                failed.stage(),
                failed.error(),
                failed.step(),
                failed.pod().orElse("unknown"),
                node,
                failed.podLife());
    }

    /** What the ledger says as a whole. */
    static String lead(RunRecord run) {
        Ledger ledger = run.ledger();
        String nodes = new Nodes(run)
                .ofFailures()
                .map(words -> " By node%s: %s."
                        .formatted(
                                ledger.entries().size() < ledger.failed()
                                        ? ", of the first "
                                                + Words.count(ledger.entries().size())
                                        : "",
                                words))
                .orElse("");
        return failed(ledger) + nodes + races(ledger) + spoilt(ledger);
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
