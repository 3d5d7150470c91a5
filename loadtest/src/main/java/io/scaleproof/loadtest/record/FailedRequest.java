package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.Optional;

/**
 * One failed request.
 *
 * @param at when it was due
 * @param after how long after that it failed
 * @param stage name of the stage it belonged to
 * @param error what went wrong, for instance {@code connection refused}, {@code no answer within 10.0 s}, {@code HTTP 503}
 * @param step how far it came: {@code connect}, {@code send}, {@code wait} or {@code answer}
 * @param pod the pod it reached, if an earlier answer on its connection or the failed answer itself named one
 * @param podLife that pod's life around the failure, in words, for instance {@code deleted 0.8 s before}
 */
public record FailedRequest(
        Duration at,
        Duration after,
        String stage,
        String error,
        String step,
        Optional<String> pod,
        Optional<String> podLife) {}
