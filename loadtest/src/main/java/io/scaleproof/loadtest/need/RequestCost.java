package io.scaleproof.loadtest.need;

import java.time.Duration;

/**
 * What a request was measured to cost.
 *
 * @param from begin of the time that it was measured in
 * @param to its end
 * @param requestMillis CPU time that such a request asks for: its kind
 * @param millis CPU time that it takes
 * @param requests how many it was measured on
 */
public record RequestCost(Duration from, Duration to, int requestMillis, Range millis, double requests) {}
