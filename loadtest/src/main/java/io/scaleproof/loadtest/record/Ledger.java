package io.scaleproof.loadtest.record;

import java.util.List;
import java.util.Optional;

/**
 * The account of failed requests.
 *
 * @param requests all requests that came to an end by the service's doing, failed or not
 * @param failed number of failed ones; may exceed the entries, of which only the first {@link #ENTRIES_AT_MOST} are kept
 * @param entries the failed requests, in the order they were due
 * @param spoilt requests that the load generator's own standstill cut off, in the order they were due: charged to nobody
 *     and in neither of the numbers; the first {@link #ENTRIES_AT_MOST}
 * @param byRequest how often each request was sent
 * @param idleRaces requests on kept connections that were gone, if there were any
 */
public record Ledger(
        long requests,
        long failed,
        List<FailedRequest> entries,
        List<FailedRequest> spoilt,
        List<RequestCount> byRequest,
        Optional<IdleRaces> idleRaces) {

    /** More entries than this are counted but not listed: a report of a dead service must still open. */
    public static final int ENTRIES_AT_MOST = 2_000;

    public Ledger {
        entries = List.copyOf(entries);
        spoilt = List.copyOf(spoilt);
        // Reports of before have none.
        byRequest = byRequest == null ? List.of() : List.copyOf(byRequest);
    }

    /** The account of a run in which the generator spoilt nothing. */
    public Ledger(long requests, long failed, List<FailedRequest> entries) {
        this(requests, failed, entries, List.of(), List.of(), Optional.empty());
    }

    /** Failed requests as a fraction of all. */
    public double failedRate() {
        return requests == 0 ? 0 : (double) failed / requests;
    }

    /**
     * With no failure in N independent requests, the chance of failure is below 3/N with 95 % confidence: (1 - p)^N =
     * 0.05 gives p = -ln(0.05)/N = 2.996/N, the rule of three. Meaningful only without failures.
     */
    public double upperBound95() {
        return requests == 0 ? 1 : Math.min(1, 3.0 / requests);
    }
}
