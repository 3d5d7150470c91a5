package io.scaleproof.loadtest.need;

import java.time.Duration;

/**
 * What a request was measured to cost.
 *
 * @param from begin of the time that it was measured in
 * @param to its end
 * @param requestMillis CPU time that such a request asks for: its kind
 * @param millis CPU time that it takes, beyond what the pods use at rest
 * @param podSeconds how long pods were at rest for each request, all of them together: by so much more per millicore would a
 *     request cost if they used less at rest than is thought
 * @param requests how many it was measured on
 */
public record RequestCost(
        Duration from, Duration to, int requestMillis, Range millis, double podSeconds, double requests) {

    /** The same within bounds. */
    RequestCost within(Plausible.Bounds bounds) {
        return new RequestCost(
                from, to, requestMillis, millis.within(bounds.least(), bounds.most()), podSeconds, requests);
    }

    /** The same where a part of it may not be the requests'. */
    RequestCost perhapsLess(double part) {
        return new RequestCost(
                from,
                to,
                requestMillis,
                new Range(millis.low() * (1 - part), millis.mid(), millis.high()),
                podSeconds,
                requests);
    }

    /** The same if pods at rest used so much more than is thought. */
    Range millisIfIdleWere(double moreMillicores) {
        double less = moreMillicores * podSeconds;
        return new Range(
                Math.max(0, millis.low() - less), Math.max(0, millis.mid() - less), Math.max(0, millis.high() - less));
    }
}
