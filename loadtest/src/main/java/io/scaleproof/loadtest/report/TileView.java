package io.scaleproof.loadtest.report;

import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.hpa.Agreement;
import io.scaleproof.loadtest.record.ForeignLoad;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.RunRecord;
import java.util.List;

/** One of the few numbers that one looks for first. */
record TileView(String label, String value, String note) {

    static List<TileView> of(RunRecord run) {
        return run.foreignLoad()
                .map(load -> List.of(pods(run), command(load), agreement(run)))
                .orElseGet(() -> List.of(pods(run), requests(run), latency(run), agreement(run)));
    }

    private static TileView pods(RunRecord run) {
        List<Integer> path = OutcomeView.path(run);
        int most = path.stream().mapToInt(Integer::intValue).max().orElse(0);
        String value = path.size() > 6
                ? "%d … %d … %d".formatted(path.getFirst(), most, path.getLast())
                : path.stream().map(String::valueOf).collect(joining(" → "));
        String allowed = run.autoscaler()
                .map(settings -> "of %d to %d allowed".formatted(settings.minReplicas(), settings.maxReplicas()))
                .orElse("there was no HPA");
        return new TileView("Pods", value.isEmpty() ? "–" : value, allowed);
    }

    private static TileView command(ForeignLoad load) {
        return new TileView(
                "The load's command",
                load.command().isEmpty()
                        ? "–"
                        : load.exitCode().map("exit status %d"::formatted).orElse("was ended"),
                load.command().orElse("nothing was sent, and no command given"));
    }

    private static TileView requests(RunRecord run) {
        long failed = run.ledger().failed();
        String note = failed == 0
                ? "of %s; below %s with 95 %% confidence"
                        .formatted(
                                Words.count(run.ledger().requests()),
                                Words.percent(run.ledger().upperBound95()))
                : "of %s, which is %s"
                        .formatted(
                                Words.count(run.ledger().requests()),
                                Words.percent(run.ledger().failedRate()));
        return new TileView("Failed requests", Words.count(failed), note);
    }

    private static TileView latency(RunRecord run) {
        LatencySummary totals = run.totals();
        return totals.count() == 0
                ? new TileView("Latency, 99th percentile", "–", "no request was answered")
                : new TileView(
                        "Latency, 99th percentile",
                        Words.millis(totals.p99Millis()),
                        "median %s, worst %s"
                                .formatted(Words.millis(totals.p50Millis()), Words.millis(totals.maxMillis())));
    }

    private static TileView agreement(RunRecord run) {
        Agreement agreement = Agreement.of(run.decisions());
        return agreement.syncs() == 0
                ? new TileView("HPA predicted", "–", "nothing could be replayed")
                : new TileView(
                        "HPA predicted",
                        Words.percent(agreement.rate()),
                        "%d of %d syncs, %d of %s"
                                .formatted(
                                        agreement.agreed(),
                                        agreement.syncs(),
                                        agreement.changesAgreed(),
                                        Words.count(agreement.changes(), "change", "changes")));
    }
}
