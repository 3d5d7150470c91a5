package io.scaleproof.loadtest.terminal;

import io.scaleproof.loadtest.record.IdleRaces;
import io.scaleproof.loadtest.record.Ledger;
import io.scaleproof.loadtest.record.RequestCount;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How often each of several requests was sent, and what became of those whose kept connection was gone. */
final class Sent {
    private static final int AT_MOST = 20;

    private Sent() {}

    /** The lines to print; none for a single request without such trouble. */
    static List<String> lines(Ledger ledger) {
        return Stream.concat(
                        counts(ledger).stream(),
                        ledger.idleRaces().map(IdleRaces::words).stream()
                                .flatMap(List::stream)
                                .map("  kept    "::concat))
                .toList();
    }

    private static List<String> counts(Ledger ledger) {
        List<RequestCount> counts = ledger.byRequest();
        if (counts.size() < 2) {
            return List.of();
        }
        int more = counts.size() - AT_MOST;
        return Stream.concat(
                        counts.stream().limit(AT_MOST).map(Sent::line),
                        more > 0 ? Stream.of("  sent    and %d more, in the report".formatted(more)) : Stream.empty())
                .toList();
    }

    private static String line(RequestCount count) {
        return String.format(
                Locale.ROOT, "  sent    %,7d x %s, %,d failed", count.sent(), count.request(), count.failed());
    }
}
